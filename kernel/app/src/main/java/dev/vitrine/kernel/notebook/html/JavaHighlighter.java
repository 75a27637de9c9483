package dev.vitrine.kernel.notebook.html;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java source as HTML, with a span around each token that is worth a colour. */
final class JavaHighlighter {

    /**
     * Token groups in the order in which they are tried; each is the name of a CSS class with the
     * prefix tok-.
     */
    private static final List<String> GROUPS =
            List.of("comment", "string", "magic", "annotation", "number", "keyword", "type");

    private static final Pattern TOKEN =
            Pattern.compile(
                    // Loops over groups are possessive, since Java's others take a stack frame per
                    // turn.
                    // Unterminated comments and strings end with the cell or the line.
                    "(?<comment>//[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z))"
                            + "|(?<string>\"\"\"(?s:(?:[^\\\\\"]|\\\\.|\"(?!\"\"))*+)(?:\"\"\"|\\z)|\"(?:\\\\.|[^\"\\\\\\n])*+\"?"
                            + "|'(?:\\\\.|[^'\\\\\\n])*+'?)"
                            + "|(?<magic>(?m:^)[ \\t]*%%?[A-Za-z]\\w*[^\\n]*)"
                            + "|(?<annotation>@\\w+)"
                            + "|(?<number>\\b(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|\\d[\\d_]*(?:\\.[\\d_]*)?(?:[eE][+-]?\\d+)?)"
                            + "[lLfFdD]?\\b)"
                            + "|\\b(?<keyword>abstract|assert|boolean|break|byte|case|catch|char|class|const|continue|default"
                            + "|do|double|else|enum|extends|final|finally|float|for|goto|if|implements|import|instanceof|int"
                            + "|interface|long|native|new|non-sealed|package|permits|private|protected|public|record|return"
                            + "|sealed|short|static|strictfp|super|switch|synchronized|this|throw|throws|transient|try|var"
                            + "|void|volatile|when|while|yield|true|false|null)\\b"
                            + "|\\b(?<type>[A-Z]\\w*)\\b");

    private JavaHighlighter() {}

    static String highlight(String source) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(source);
        int end = 0;
        while (token.find()) {
            html.append(Html.escape(source.substring(end, token.start())));
            html.append("<span class=\"tok-")
                    .append(group(token))
                    .append("\">")
                    .append(Html.escape(token.group()))
                    .append("</span>");
            end = token.end();
        }
        return html.append(Html.escape(source.substring(end))).toString();
    }

    private static String group(Matcher token) {
        return GROUPS.stream().filter(name -> token.group(name) != null).findFirst().orElseThrow();
    }
}
