package dev.vitrine.api.widgets;

/** How far something has come, counted in whole numbers; from 0 to 100 unless told otherwise. */
public final class IntProgress extends ProgressBar<Integer, IntProgress> {

    public IntProgress() {
        super(FrontEnd.control("IntProgress", "Progress"), PropertyType.INTEGER, 0, 100);
    }
}
