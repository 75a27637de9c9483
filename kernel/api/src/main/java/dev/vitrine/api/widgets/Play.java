package dev.vitrine.api.widgets;

/**
 * Counts up, one step after the other, while it plays; from 0 to 100 unless told otherwise.
 *
 * <pre>{@code
 * var frame = new IntSlider();
 * var play = new Play().interval(50).observe(frame::value);
 * new HBox(play, frame)
 * }</pre>
 */
public final class Play extends BoundedNumber<Integer, Play, PlainStyle> {

    private final Property<Boolean> disabled = property("disabled", PropertyType.FLAG, false);
    private final Property<Integer> interval = property("interval", PropertyType.INTEGER, 100);
    private final Property<Boolean> playing = property("playing", PropertyType.FLAG, false);
    private final Property<Boolean> repeat = property("repeat", PropertyType.FLAG, false);
    private final Property<Boolean> showRepeat = property("show_repeat", PropertyType.FLAG, true);
    private final Property<Integer> step = property("step", PropertyType.INTEGER, 1);

    public Play() {
        super(FrontEnd.control("Play"), new PlainStyle(), PropertyType.INTEGER, 0, 100);
    }

    public boolean playing() {
        return playing.get();
    }

    /** Starts or stops it. */
    public Play playing(boolean goesOn) {
        playing.set(goesOn);
        return this;
    }

    public int interval() {
        return interval.get();
    }

    /** Sets how long a step takes, in milliseconds. */
    public Play interval(int milliseconds) {
        interval.set(milliseconds);
        return this;
    }

    public int step() {
        return step.get();
    }

    /** Sets how far a step goes. */
    public Play step(int value) {
        step.set(value);
        return this;
    }

    public boolean repeat() {
        return repeat.get();
    }

    /** Sets whether it begins anew at the end. */
    public Play repeat(boolean again) {
        repeat.set(again);
        return this;
    }

    public boolean showRepeat() {
        return showRepeat.get();
    }

    /** Sets whether there is a button for {@link #repeat(boolean)}. */
    public Play showRepeat(boolean button) {
        showRepeat.set(button);
        return this;
    }

    public boolean disabled() {
        return disabled.get();
    }

    /** Sets whether the user may not change anything. */
    public Play disabled(boolean fixed) {
        disabled.set(fixed);
        return this;
    }
}
