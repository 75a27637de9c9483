package dev.vitrine.kernel.java.jshell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites JShell's signatures as one would write them in a cell. */
final class Signature {

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=\\p{Lu})");
    private static final Pattern VARIABLE = Pattern.compile("^([\\w.$]+):([^:]+)$");

    private Signature() {}

    /**
     * {@code Map<String, Integer> index} for {@code
     * index:java.util.Map<java.lang.String,java.lang.Integer>}; types keep their package when they
     * stand alone.
     */
    static String readable(String signature) {
        Matcher variable = VARIABLE.matcher(signature);
        if (variable.matches()) {
            return shortTypes(variable.group(2)) + " " + variable.group(1);
        }
        return signature.indexOf('(') < 0 ? signature : shortTypes(signature);
    }

    private static String shortTypes(String types) {
        return PACKAGE.matcher(types).replaceAll("").replaceAll(",(?=\\S)", ", ");
    }
}
