package dev.vitrine.api.widgets;

/**
 * A number within bounds, at first the least.
 *
 * @param <N> Integer or Double
 */
public abstract class BoundedNumber<
                N extends Number & Comparable<N>,
                W extends BoundedNumber<N, W, S>,
                S extends DescriptionStyle<S>>
        extends BoundedWidget<N, N, W, S> {

    BoundedNumber(FrontEnd frontEnd, S style, PropertyType<N> type, N least, N greatest) {
        super(frontEnd, style, type, least, greatest, type, least);
    }

    @Override
    N clamp(N wanted, N least, N greatest) {
        return nearest(wanted, least, greatest);
    }
}
