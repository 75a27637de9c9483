package dev.vitrine.api.widgets;

/** How far something has come; from 0 to 100 unless told otherwise. */
public final class FloatProgress extends ProgressBar<Double, FloatProgress> {

    public FloatProgress() {
        super(FrontEnd.control("FloatProgress", "Progress"), PropertyType.FLOAT, 0.0, 100.0);
    }

    // What follows takes numbers of any primitive type, which Double does not.

    public FloatProgress value(double newValue) {
        return value(Double.valueOf(newValue));
    }

    public FloatProgress min(double bound) {
        return min(Double.valueOf(bound));
    }

    public FloatProgress max(double bound) {
        return max(Double.valueOf(bound));
    }

    public FloatProgress range(double least, double greatest) {
        return range(Double.valueOf(least), Double.valueOf(greatest));
    }
}
