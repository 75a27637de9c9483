package dev.vitrine.api.widgets;

/** A field for a number, from 0 to 100 unless told otherwise. */
public final class BoundedFloatText extends BoundedText<Double, BoundedFloatText> {

    public BoundedFloatText() {
        super(
                FrontEnd.control("BoundedFloatText", "FloatText"),
                PropertyType.FLOAT,
                0.0,
                100.0,
                null);
    }

    // What follows takes numbers of any primitive type, which Double does not.

    public BoundedFloatText value(double newValue) {
        return value(Double.valueOf(newValue));
    }

    public BoundedFloatText range(double least, double greatest) {
        return range(Double.valueOf(least), Double.valueOf(greatest));
    }

    public BoundedFloatText step(double value) {
        return step(Double.valueOf(value));
    }
}
