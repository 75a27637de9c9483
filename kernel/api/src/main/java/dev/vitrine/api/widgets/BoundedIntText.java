package dev.vitrine.api.widgets;

/** A field for a whole number, from 0 to 100 unless told otherwise. */
public final class BoundedIntText extends BoundedText<Integer, BoundedIntText> {

    public BoundedIntText() {
        super(FrontEnd.control("BoundedIntText", "IntText"), PropertyType.INTEGER, 0, 100, 1);
    }
}
