package dev.vitrine.kernel.notebook;

import java.util.Locale;

/**
 * A variable that the parameters cell declares.
 *
 * @param name the variable's name
 * @param type as written, such as {@code int} or {@code String}; for {@code var} that of its
 *     literal, if it has one
 */
record DeclaredParameter(String name, String type) {

    /**
     * A Java expression for a value from the command line. Types other than numbers, boolean, char
     * and String take any Java expression.
     *
     * @throws ParameterException if the value is not of the type
     */
    String expression(String value) throws ParameterException {
        String text = value.strip();
        try {
            return switch (type) {
                case "byte", "Byte" -> Byte.toString(Byte.decode(digits(text)));
                case "short", "Short" -> Short.toString(Short.decode(digits(text)));
                case "int", "Integer" -> Integer.toString(Integer.decode(digits(text)));
                case "long", "Long" -> Long.decode(digits(withoutSuffix(text, 'L'))) + "L";
                case "float", "Float" ->
                        floating(Float.parseFloat(digits(text)), "Float", text) + suffix(text, "f");
                case "double", "Double" ->
                        floating(Double.parseDouble(digits(text)), "Double", text);
                case "boolean", "Boolean" -> bool(text);
                case "char", "Character" -> character(value);
                case "String" -> quote(value, '"');
                default -> text;
            };
        } catch (NumberFormatException e) {
            throw mismatch(value);
        }
    }

    private static String digits(String text) {
        return text.replace("_", "");
    }

    private static String withoutSuffix(String text, char suffix) {
        return text.toUpperCase(Locale.ROOT).endsWith(String.valueOf(suffix))
                ? text.substring(0, text.length() - 1)
                : text;
    }

    private static String suffix(String text, String suffix) {
        return text.contains("N") || text.contains("I") ? "" : suffix;
    }

    private static String floating(double value, String box, String text) {
        if (Double.isNaN(value)) {
            return box + ".NaN";
        }
        if (Double.isInfinite(value)) {
            return box + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
        }
        return Double.toString(value);
    }

    private String bool(String text) throws ParameterException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> "true";
            case "false" -> "false";
            default -> throw mismatch(text);
        };
    }

    private String character(String value) throws ParameterException {
        if (value.length() != 1) {
            throw mismatch(value);
        }
        return quote(value, '\'');
    }

    private ParameterException mismatch(String value) {
        return new ParameterException(
                "Parameter "
                        + name
                        + " is declared as "
                        + type
                        + ", which \""
                        + value
                        + "\" is not");
    }

    private static String quote(String text, char quote) {
        StringBuilder literal = new StringBuilder().append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                case '\\' -> literal.append("\\\\");
                default -> {
                    if (c == quote) {
                        literal.append('\\').append(c);
                    } else if (Character.isISOControl(c)) {
                        literal.append(String.format("\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append(quote).toString();
    }
}
