package dev.vitrine.api.widgets;

/**
 * A slider for whole numbers, from 0 to 100 unless told otherwise.
 *
 * <pre>{@code
 * var k = new IntSlider().range(1, 10).value(3).description("k");
 * k.observe(value -> label.value("k is " + value));
 * }</pre>
 */
public final class IntSlider extends Slider<Integer, IntSlider> {

    public IntSlider() {
        super(FrontEnd.control("IntSlider"), PropertyType.INTEGER, 0, 100, 1, "d");
    }
}
