package dev.vitrine.learn.eval;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules by which texts are cut before BLEU is computed, named after NIST's mteval-v13a; the
 * default of sacreBLEU. Numbers of papers that cut in other ways, the Transformer's among them, are
 * not comparable.
 */
public final class Tokens13a {

    private static final Pattern SYMBOL =
            Pattern.compile("([\\x7b-\\x7e\\x5b-\\x60\\x20-\\x26\\x28-\\x2b\\x3a-\\x40\\x2f])");
    private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
    private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Tokens13a() {}

    /**
     * Tokens of a text: symbols apart, points and commas apart unless between digits, a dash apart
     * after a digit; entities such as {@code &amp;} undone. Case stays.
     */
    public static List<String> of(String text) {
        String line =
                text.replace("<skipped>", "")
                        .replace("-\n", "")
                        .replace("\n", " ")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">");
        line = SYMBOL.matcher(" " + line + " ").replaceAll(" $1 ");
        line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
        line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
        line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
        String[] tokens = line.strip().split("\\s+");
        return Arrays.stream(tokens).filter(token -> !token.isEmpty()).toList();
    }
}
