package dev.vitrine.extension.text;

/**
 * Text to HTML. Everything that a user, a file or a data set can name passes here before it reaches
 * a page.
 */
public final class Html {

    private Html() {}

    /**
     * Text that is safe between tags and inside quoted attributes. Control characters become {@code
     * U+FFFD}.
     */
    public static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append(c);
                default -> html.append(c < ' ' || c == 0x7f ? '\ufffd' : c);
            }
        }
        return html.toString();
    }
}
