package dev.vitrine.kernel.notebook.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TeX in Markdown. Markdown would take underscores and stars in formulas for emphasis, so formulas
 * are replaced by marks before it is rendered and put back afterwards.
 */
final class MathText {

    /** Private-use characters around the number of a formula; Markdown leaves them alone. */
    private static final char OPEN = '\uE000';

    private static final char CLOSE = '\uE001';
    private static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

    /** Code comes first, so that a dollar in it is a dollar. No formula goes past an empty line. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<fence>(?m:^)[ ]{0,3}(?<mark>`{3,}|~{3,})[^\\n]*\\n(?s:.*?)(?:\\n[ ]{0,3}\\k<mark>[`~]*[ \\t]*(?=\\n|\\z)|\\z))"
                            + "|(?<code>(?<!`)(?<ticks>`+)(?!`)(?s:.+?)(?<!`)\\k<ticks>(?!`))"
                            + "|(?<escape>\\\\[\\\\$])"
                            + "|\\$\\$(?<block>(?:(?!\\n[ \\t]*\\n|\\$\\$)(?s:.))++)\\$\\$"
                            + "|(?<environment>\\\\begin\\{(?<name>[a-zA-Z]+\\*?)\\}(?s:.*?)\\\\end\\{\\k<name>\\})"
                            + "|\\$(?<inline>(?![\\s$])(?:\\\\.|(?!\\n[ \\t]*\\n)[^$\\\\`])++(?<!\\s))\\$(?!\\d)");

    private final List<String> formulas = new ArrayList<>();

    /** Replaces the formulas by marks. */
    String hide(String markdown) {
        String text = markdown.replace(String.valueOf(OPEN), "").replace(String.valueOf(CLOSE), "");
        Matcher token = TOKEN.matcher(text);
        StringBuilder result = new StringBuilder();
        while (token.find()) {
            token.appendReplacement(result, Matcher.quoteReplacement(replacement(token)));
        }
        return token.appendTail(result).toString();
    }

    private String replacement(Matcher token) {
        if (token.group("block") != null) {
            return mark(token.group("block"), true);
        }
        if (token.group("environment") != null) {
            return mark(token.group("environment"), true);
        }
        if (token.group("inline") != null) {
            return mark(token.group("inline"), false);
        }
        return token.group();
    }

    private String mark(String formula, boolean display) {
        formulas.add(element(formula.strip(), display));
        return OPEN + Integer.toString(formulas.size() - 1) + CLOSE;
    }

    /** Puts the formulas back into rendered HTML. */
    String restore(String html) {
        return MARK.matcher(html)
                .replaceAll(
                        mark ->
                                Matcher.quoteReplacement(
                                        formulas.get(Integer.parseInt(mark.group(1)))));
    }

    boolean isEmpty() {
        return formulas.isEmpty();
    }

    /** A formula as the page's script finds it; without the script, the TeX is shown. */
    static String element(String formula, boolean display) {
        return "<span class=\"math"
                + (display ? " math-display" : "")
                + "\">"
                + Html.escape(formula)
                + "</span>";
    }
}
