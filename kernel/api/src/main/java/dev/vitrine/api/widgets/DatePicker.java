package dev.vitrine.api.widgets;

import java.time.LocalDate;

/** A day that the user picks; at first none. */
public final class DatePicker extends DescriptionWidget<DatePicker, PlainStyle>
        implements ValueWidget<LocalDate> {

    private static final PropertyType<LocalDate> DAY = PropertyType.orNull(PropertyType.DATE);

    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<LocalDate> max = property("max", DAY, null).rule(this::acceptMax);
    private final Property<LocalDate> min = property("min", DAY, null).rule(this::acceptMin);
    private final Property<Integer> step = property("step", PropertyType.INTEGER, 1);
    private final Property<LocalDate> value =
            property("value", DAY, null)
                    .rule(wanted -> clamp(wanted, this.min.get(), this.max.get()));

    public DatePicker() {
        super(FrontEnd.control("DatePicker"), new PlainStyle());
    }

    private static LocalDate clamp(LocalDate day, LocalDate least, LocalDate greatest) {
        if (day != null && least != null && day.isBefore(least)) {
            return least;
        }
        return day != null && greatest != null && day.isAfter(greatest) ? greatest : day;
    }

    private LocalDate acceptMin(LocalDate wanted) {
        refuseEmpty(wanted, max.get());
        value.set(clamp(value.get(), wanted, max.get()));
        return wanted;
    }

    private LocalDate acceptMax(LocalDate wanted) {
        refuseEmpty(min.get(), wanted);
        value.set(clamp(value.get(), min.get(), wanted));
        return wanted;
    }

    private static void refuseEmpty(LocalDate least, LocalDate greatest) {
        if (least != null && greatest != null && least.isAfter(greatest)) {
            throw new IllegalArgumentException("there is no day from " + least + " to " + greatest);
        }
    }

    /** The day; null for none. */
    @Override
    public LocalDate value() {
        return value.get();
    }

    /** Sets the day, or the one within bounds that is nearest to it; null for none. */
    public DatePicker value(LocalDate day) {
        value.set(day);
        return this;
    }

    @Override
    public DatePicker observe(EventHandler<? super LocalDate> handler) {
        value.observe(handler);
        return this;
    }

    @Override
    public DatePicker unobserve(EventHandler<? super LocalDate> handler) {
        value.unobserve(handler);
        return this;
    }

    public LocalDate min() {
        return min.get();
    }

    /**
     * Sets the first day that can be picked; null for any.
     *
     * @throws IllegalArgumentException if it is after the last
     */
    public DatePicker min(LocalDate first) {
        min.set(first);
        return this;
    }

    public LocalDate max() {
        return max.get();
    }

    /**
     * Sets the last day that can be picked; null for any.
     *
     * @throws IllegalArgumentException if it is before the first
     */
    public DatePicker max(LocalDate last) {
        max.set(last);
        return this;
    }

    public int step() {
        return step.get();
    }

    /** Sets how many days apart those are that can be picked. */
    public DatePicker step(int days) {
        step.set(days);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change the value. */
    public DatePicker disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }
}
