package dev.vitrine.api.widgets;

/** HTML that can be changed after it was shown. */
public final class HTML extends StringWidget<HTML, HTMLStyle> {

    public HTML() {
        super(FrontEnd.control("HTML"), new HTMLStyle());
    }

    public HTML(String html) {
        this();
        value(html);
    }
}
