package dev.vitrine.api.widgets;

/** A line of text that the user writes and that nobody sees. */
public final class Password extends TextField<Password> {

    public Password() {
        super(FrontEnd.control("Password"));
    }

    /** Without the value, which notebooks would keep. */
    @Override
    public String toString() {
        return "Password()";
    }
}
