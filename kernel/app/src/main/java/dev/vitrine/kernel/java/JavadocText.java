package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment, readable in a terminal and in a browser. */
public final class JavadocText {

    /** An inline tag whose text may hold balanced braces, two deep, as in {@code {@code a{b}}}. */
    private static final Pattern INLINE =
            Pattern.compile(
                    "\\{@(\\w+)(?:\\s+((?:[^{}]|\\{(?:[^{}]|\\{[^{}]*})*})*))?}", Pattern.DOTALL);

    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)[ \\t]*");
    private static final Pattern UNSAFE =
            Pattern.compile("(?is)<(script|style|iframe)\\b.*?(</\\1>|$)|\\son\\w+\\s*=");

    private static final Map<String, String> TITLES =
            Map.of(
                    "param", "Parameters",
                    "return", "Returns",
                    "throws", "Throws",
                    "exception", "Throws",
                    "see", "See also",
                    "since", "Since",
                    "deprecated", "Deprecated",
                    "apiNote", "API note",
                    "implSpec", "Implementation requirements",
                    "implNote", "Implementation note");

    private final String description;
    private final List<Block> blocks = new ArrayList<>();

    private record Block(String tag, String body) {}

    /**
     * @param comment without the slashes and the stars at the line starts
     */
    public JavadocText(String comment) {
        Matcher tags = BLOCK_TAG.matcher(comment);
        String tag = null;
        int begun = 0;
        String first = comment;
        while (tags.find()) {
            String before = comment.substring(begun, tags.start());
            if (tag == null) {
                first = before;
            } else {
                blocks.add(new Block(tag, before.strip()));
            }
            tag = tags.group(1);
            begun = tags.end();
        }
        if (tag != null) {
            blocks.add(new Block(tag, comment.substring(begun).strip()));
        }
        description = first.strip();
    }

    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    public String html() {
        StringBuilder html = new StringBuilder(htmlOf(description));
        String open = "";
        for (Block block : blocks) {
            String title = TITLES.getOrDefault(block.tag(), block.tag());
            if (!title.equals(open)) {
                html.append("<p><b>").append(escape(title)).append("</b></p>");
                open = title;
            }
            html.append("<div style=\"margin-left: 1.5em\">");
            Matcher name =
                    Pattern.compile("^(\\S+)\\s*(.*)$", Pattern.DOTALL).matcher(block.body());
            if (isNamed(block) && name.find()) {
                html.append("<code>").append(escape(name.group(1))).append("</code> ");
                html.append(htmlOf(name.group(2)));
            } else {
                html.append(htmlOf(block.body()));
            }
            html.append("</div>");
        }
        return html.toString();
    }

    public String text() {
        StringBuilder text = new StringBuilder(textOf(description));
        String open = "";
        for (Block block : blocks) {
            String title = TITLES.getOrDefault(block.tag(), block.tag());
            if (!title.equals(open)) {
                text.append("\n\n").append(title).append(':');
                open = title;
            }
            text.append("\n    ").append(textOf(block.body()).replace("\n", "\n    "));
        }
        return text.toString().strip();
    }

    private static boolean isNamed(Block block) {
        return switch (block.tag()) {
            case "param", "throws", "exception" -> true;
            default -> false;
        };
    }

    private static String htmlOf(String comment) {
        return UNSAFE.matcher(
                        inline(
                                comment,
                                (tag, body) ->
                                        switch (tag) {
                                            case "code" -> "<code>" + escape(body) + "</code>";
                                            case "literal" -> escape(body);
                                            case "link", "value" ->
                                                    "<code>" + escape(label(body)) + "</code>";
                                            case "linkplain" -> escape(label(body));
                                            case "snippet" ->
                                                    "<pre>" + escape(snippet(body)) + "</pre>";
                                            default -> escape(body);
                                        }))
                .replaceAll("");
    }

    private static String textOf(String comment) {
        // Angle brackets of code are hidden while tags are taken out.
        String plain =
                inline(
                        comment,
                        (tag, body) ->
                                (switch (tag) {
                                            case "link", "linkplain", "value" -> label(body);
                                            case "snippet" -> snippet(body);
                                            default -> body;
                                        })
                                        .replace('<', '\u0001')
                                        .replace('>', '\u0002')
                                        .replace('&', '\u0003'));
        return plain.replaceAll("(?i)<li>\\s*", "\n  - ")
                .replaceAll(
                        "(?i)</?(p|div|ul|ol|dl|dt|dd|table|tr|h\\d|blockquote|pre)\\b[^>]*>", "\n")
                .replaceAll("</?[a-zA-Z][^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&quot;", "\"")
                .replace("&#64;", "@")
                .replace("&amp;", "&")
                .replace('\u0001', '<')
                .replace('\u0002', '>')
                .replace('\u0003', '&')
                .replaceAll("(?m)^ {1,3}(?=\\S)(?!- )", "")
                .replaceAll("[ \\t]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String inline(String comment, BiFunction<String, String, String> write) {
        return INLINE.matcher(comment)
                .replaceAll(
                        match -> {
                            String body = match.group(2) == null ? "" : match.group(2).strip();
                            return Matcher.quoteReplacement(write.apply(match.group(1), body));
                        });
    }

    /** {@code a label} of {@code Type#method(int) a label}, or {@code Type.method(int)}. */
    private static String label(String reference) {
        Matcher parts =
                Pattern.compile("^([\\w.$]*(?:#\\w+(?:\\([^)]*\\))?)?)\\s*(.*)$", Pattern.DOTALL)
                        .matcher(reference);
        if (!parts.find()) {
            return reference;
        }
        String target = parts.group(1).replaceAll("^#", "").replace('#', '.');
        return parts.group(2).isEmpty() ? target : parts.group(2);
    }

    private static String snippet(String body) {
        return body.replaceFirst("^[^:\n]*:\\s*\n?", "");
    }
}
