package dev.vitrine.api.widgets;

/** A slider for a range of numbers, between 0 and 100 unless told otherwise. */
public final class FloatRangeSlider extends RangeSlider<Double, FloatRangeSlider> {

    public FloatRangeSlider() {
        super(
                FrontEnd.control("FloatRangeSlider"),
                PropertyType.FLOAT,
                0.0,
                100.0,
                0.1,
                ".2f",
                new NumberRange<>(25.0, 75.0));
    }

    @Override
    NumberRange<Double> middle(Double least, Double greatest) {
        return new NumberRange<>(0.75 * least + 0.25 * greatest, 0.25 * least + 0.75 * greatest);
    }

    // What follows takes numbers of any primitive type, which Double does not.

    public FloatRangeSlider value(double lower, double upper) {
        return value(Double.valueOf(lower), Double.valueOf(upper));
    }

    public FloatRangeSlider min(double bound) {
        return min(Double.valueOf(bound));
    }

    public FloatRangeSlider max(double bound) {
        return max(Double.valueOf(bound));
    }

    public FloatRangeSlider range(double least, double greatest) {
        return range(Double.valueOf(least), Double.valueOf(greatest));
    }

    public FloatRangeSlider step(double value) {
        return step(Double.valueOf(value));
    }
}
