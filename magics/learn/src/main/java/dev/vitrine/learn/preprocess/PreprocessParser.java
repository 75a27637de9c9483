package dev.vitrine.learn.preprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code name|name(literal, key=literal)|...}. As in big_vision, the string is first cut at
 * every bar and empty parts are skipped; arguments are Python literals and nothing is evaluated.
 */
final class PreprocessParser {

    private static final int MAX_DEPTH = 16;

    /** One step as written. */
    record Call(String name, int position, List<Literal> positional, Map<String, Literal> named) {}

    private final String text;
    private int at;
    private int end;

    private PreprocessParser(String text) {
        this.text = text;
    }

    static List<Call> parse(String text) {
        PreprocessParser parser = new PreprocessParser(text);
        List<Call> calls = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int bar = text.indexOf('|', start);
            parser.at = start;
            parser.end = bar < 0 ? text.length() : bar;
            parser.skipSpace();
            if (parser.at < parser.end) {
                calls.add(parser.call());
            }
            start = parser.end + 1;
        }
        return calls;
    }

    private Call call() {
        int position = at;
        StringBuilder name = new StringBuilder(name("the name of an operation"));
        while (accept('.')) {
            name.append('.').append(name("a name after the dot"));
        }
        List<Literal> positional = new ArrayList<>();
        Map<String, Literal> named = new LinkedHashMap<>();
        skipSpace();
        if (accept('(')) {
            arguments(positional, named);
        }
        skipSpace();
        if (at < end) {
            throw wrong(at, "expected | or the end after %s, found %s".formatted(name, found()));
        }
        return new Call(name.toString(), position, positional, named);
    }

    private void arguments(List<Literal> positional, Map<String, Literal> named) {
        skipSpace();
        while (!accept(')')) {
            int position = at;
            String key = keyword();
            if (key != null) {
                if (named.putIfAbsent(key, literal(0)) != null) {
                    throw wrong(position, "argument %s is given twice".formatted(key));
                }
            } else if (!named.isEmpty()) {
                throw wrong(position, "an argument without a name must stand before named ones");
            } else {
                positional.add(literal(0));
            }
            skipSpace();
            if (!accept(',')) {
                if (at < end && text.charAt(at) == ')') {
                    continue;
                }
                throw wrong(at, "expected , or ) here, found " + found());
            }
            skipSpace();
        }
    }

    /** The name before an equals sign, or null, with nothing read, if there is none. */
    private String keyword() {
        int start = at;
        if (at < end && isLetter(text.charAt(at))) {
            String name = name("a name");
            skipSpace();
            if (accept('=')) {
                skipSpace();
                return name;
            }
        }
        at = start;
        return null;
    }

    private Literal literal(int depth) {
        skipSpace();
        int position = at;
        if (at == end) {
            throw wrong(at, "a value is missing");
        }
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return new Literal(string(first), position);
        }
        if (first == '(' || first == '[') {
            if (depth == MAX_DEPTH) {
                throw wrong(position, "lists more than %d deep".formatted(MAX_DEPTH));
            }
            return list(first == '(' ? ')' : ']', position, depth);
        }
        if (isLetter(first)) {
            String word = name("a value");
            return switch (word) {
                case "True" -> new Literal(true, position);
                case "False" -> new Literal(false, position);
                case "None" -> new Literal(null, position);
                default ->
                        throw wrong(
                                position,
                                "%s is no value; numbers, 'text', True, False, None and lists are%s"
                                        .formatted(word, hint(word)));
            };
        }
        return new Literal(number(), position);
    }

    private static String hint(String word) {
        return switch (word) {
            case "true", "false" ->
                    "; write " + Character.toUpperCase(word.charAt(0)) + word.substring(1);
            case "null", "none" -> "; write None";
            default -> "; a text needs quotes: '%s'".formatted(word);
        };
    }

    private Literal list(char close, int position, int depth) {
        at++;
        List<Literal> items = new ArrayList<>();
        boolean comma = false;
        skipSpace();
        while (!accept(close)) {
            items.add(literal(depth + 1));
            skipSpace();
            comma = accept(',');
            skipSpace();
            if (!comma && (at == end || text.charAt(at) != close)) {
                throw wrong(at, "expected , or %s here, found %s".formatted(close, found()));
            }
        }
        // In Python (3) is a number in parentheses, and (3,) a tuple.
        return close == ')' && items.size() == 1 && !comma
                ? items.get(0)
                : new Literal(List.copyOf(items), position);
    }

    private String string(char quote) {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < end && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && at < end) {
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case '\\', '\'', '"' -> value.append(escaped);
                    case 'n' -> value.append('\n');
                    case 't' -> value.append('\t');
                    default -> throw wrong(at - 2, "unknown escape \\" + escaped);
                }
            } else {
                value.append(c);
            }
        }
        if (!accept(quote)) {
            throw wrong(
                    start,
                    end < text.length()
                            ? "a text without end; | ends an operation, inside of quotes too"
                            : "a text without end");
        }
        return value.toString();
    }

    private Object number() {
        int start = at;
        if (at < end && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        int digits = at;
        while (at < end && isNumberPart(digits)) {
            at++;
        }
        String word = text.substring(start, at);
        String unsigned = text.substring(digits, at);
        if (unsigned.isEmpty()) {
            throw wrong(at, "expected a value here, found " + found());
        }
        if (unsigned.matches("[0-9](_?[0-9])*")) {
            try {
                return Long.parseLong(word.replace("_", ""));
            } catch (NumberFormatException e) {
                throw wrong(start, word + " is too large a whole number");
            }
        }
        if (!unsigned.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            throw wrong(start, "\"%s\" is no number".formatted(word));
        }
        double value = Double.parseDouble(word);
        if (Double.isInfinite(value)) {
            throw wrong(start, word + " is too large a number");
        }
        return value;
    }

    private boolean isNumberPart(int start) {
        char c = text.charAt(at);
        if (c == '+' || c == '-') {
            return at > start && Character.toLowerCase(text.charAt(at - 1)) == 'e';
        }
        return c == '.' || c == '_' || c >= '0' && c <= '9' || isLetter(c);
    }

    private String name(String what) {
        int start = at;
        while (at < end
                && (isLetter(text.charAt(at))
                        || at > start && text.charAt(at) >= '0' && text.charAt(at) <= '9')) {
            at++;
        }
        if (start == at) {
            throw wrong(at, "expected %s, found %s".formatted(what, found()));
        }
        return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private boolean accept(char expected) {
        if (at < end && text.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String found() {
        if (at < end) {
            return "\"" + text.charAt(at) + "\"";
        }
        return end < text.length() ? "|" : "the end";
    }

    private PreprocessException wrong(int position, String problem) {
        return new PreprocessException(text, position, problem);
    }
}
