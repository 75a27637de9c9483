package dev.vitrine.api.widgets;

/**
 * A slider with two handles, for a range of numbers; {@link IntRangeSlider} or {@link
 * FloatRangeSlider}. As in ipywidgets, the range is at first the middle half of what is between the
 * bounds, and so it stays in other bounds until it is set.
 */
public abstract class RangeSlider<N extends Number & Comparable<N>, W extends RangeSlider<N, W>>
        extends SliderWidget<N, NumberRange<N>, W> {

    RangeSlider(
            FrontEnd frontEnd,
            PropertyType<N> type,
            N least,
            N greatest,
            N step,
            String format,
            NumberRange<N> initial) {
        super(frontEnd, type, least, greatest, step, format, PropertyType.range(type), initial);
    }

    /** The middle half of a range. */
    abstract NumberRange<N> middle(N least, N greatest);

    @Override
    NumberRange<N> clamp(NumberRange<N> wanted, N least, N greatest) {
        return new NumberRange<>(
                nearest(wanted.lower(), least, greatest), nearest(wanted.upper(), least, greatest));
    }

    @Override
    public W range(N least, N greatest) {
        update(
                () -> {
                    boolean untouched = value().equals(middle(min(), max()));
                    super.range(least, greatest);
                    if (untouched) {
                        value(middle(least, greatest));
                    }
                });
        return self();
    }

    /** Sets the range, or what of it is inside of the bounds. */
    public W value(N lower, N upper) {
        return value(new NumberRange<>(lower, upper));
    }
}
