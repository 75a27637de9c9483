package dev.vitrine.api.widgets;

/** A slider for a number; {@link IntSlider} or {@link FloatSlider}. */
public abstract class Slider<N extends Number & Comparable<N>, W extends Slider<N, W>>
        extends SliderWidget<N, N, W> {

    Slider(FrontEnd frontEnd, PropertyType<N> type, N least, N greatest, N step, String format) {
        super(frontEnd, type, least, greatest, step, format, type, least);
    }

    @Override
    N clamp(N wanted, N least, N greatest) {
        return nearest(wanted, least, greatest);
    }
}
