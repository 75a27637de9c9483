package dev.vitrine.api.widgets;

/** How HTML looks. */
public final class HTMLStyle extends StringStyle<HTMLStyle> {

    public HTMLStyle() {
        super(FrontEnd.style("HTMLStyle"));
    }
}
