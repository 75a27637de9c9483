package dev.vitrine.kernel.java;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites the compiler's signatures as one would write them in a cell. */
public final class SignatureText {

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=\\p{Lu})");
    private static final Pattern VARIABLE = Pattern.compile("^([\\w.$]+):([^:]+)$");

    private SignatureText() {}

    /**
     * {@code Map<String, Integer> index} for {@code
     * index:java.util.Map<java.lang.String,java.lang.Integer>}; types keep their package when they
     * stand alone.
     */
    public static String readable(String signature) {
        Matcher variable = VARIABLE.matcher(signature);
        if (variable.matches()) {
            return shortTypes(variable.group(2)) + " " + variable.group(1);
        }
        return signature.indexOf('(') < 0 ? signature : shortTypes(signature);
    }

    /** Types without their packages. */
    public static String shortTypes(String types) {
        return PACKAGE.matcher(CellTraceback.userName(types))
                .replaceAll("")
                .replaceAll(",(?=\\S)", ", ");
    }
}
