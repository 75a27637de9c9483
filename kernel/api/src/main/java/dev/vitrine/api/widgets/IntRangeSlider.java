package dev.vitrine.api.widgets;

/** A slider for a range of whole numbers, between 0 and 100 unless told otherwise. */
public final class IntRangeSlider extends RangeSlider<Integer, IntRangeSlider> {

    public IntRangeSlider() {
        super(
                FrontEnd.control("IntRangeSlider"),
                PropertyType.INTEGER,
                0,
                100,
                1,
                "d",
                new NumberRange<>(25, 75));
    }

    @Override
    NumberRange<Integer> middle(Integer least, Integer greatest) {
        return new NumberRange<>(
                (int) (0.75 * least + 0.25 * greatest), (int) (0.25 * least + 0.75 * greatest));
    }
}
