package dev.vitrine.kernel.magic;

/** Text as the content of an HTML element. */
final class Html {

    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
