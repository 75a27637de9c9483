package dev.vitrine.api.widgets;

/** A slider for numbers, from 0 to 100 in steps of 0.1 unless told otherwise. */
public final class FloatSlider extends Slider<Double, FloatSlider> {

    public FloatSlider() {
        super(FrontEnd.control("FloatSlider"), PropertyType.FLOAT, 0.0, 100.0, 0.1, ".2f");
    }

    // What follows takes numbers of any primitive type, which Double does not.

    public FloatSlider value(double newValue) {
        return value(Double.valueOf(newValue));
    }

    public FloatSlider min(double bound) {
        return min(Double.valueOf(bound));
    }

    public FloatSlider max(double bound) {
        return max(Double.valueOf(bound));
    }

    public FloatSlider range(double least, double greatest) {
        return range(Double.valueOf(least), Double.valueOf(greatest));
    }

    public FloatSlider step(double value) {
        return step(Double.valueOf(value));
    }
}
