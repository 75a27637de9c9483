package dev.vitrine.api.widgets;

/** How a widget looks that has nothing but a description to style. */
public final class PlainStyle extends DescriptionStyle<PlainStyle> {

    public PlainStyle() {
        super(FrontEnd.style("DescriptionStyle"));
    }
}
