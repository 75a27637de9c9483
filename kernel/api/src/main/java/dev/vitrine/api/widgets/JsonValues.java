package dev.vitrine.api.widgets;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** JSON as maps, lists, text, numbers, booleans and null, with bytes for what travels beside it. */
final class JsonValues {

    private JsonValues() {}

    /** Whether two values are the same; 1 and 1.0 are. */
    static boolean equal(Object a, Object b) {
        if (a instanceof Number first && b instanceof Number second) {
            return equal(first, second);
        }
        if (a instanceof byte[] first && b instanceof byte[] second) {
            return Arrays.equals(first, second);
        }
        if (a instanceof List<?> first && b instanceof List<?> second) {
            return equal(first, second);
        }
        if (a instanceof Map<?, ?> first && b instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream().allMatch(k -> equal(first.get(k), second.get(k)));
        }
        return Objects.equals(a, b);
    }

    private static boolean equal(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Number a, Number b) {
        if (!isFinite(a) || !isFinite(b)) {
            return a.doubleValue() == b.doubleValue();
        }
        return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }

    private static boolean isFinite(Number number) {
        return Double.isFinite(number.doubleValue());
    }

    /** What a value is, for messages that say what was expected instead. */
    static String kind(Object json) {
        if (json == null) {
            return "null";
        }
        if (json instanceof String) {
            return "text";
        }
        if (json instanceof Boolean) {
            return "a boolean";
        }
        if (json instanceof Number number) {
            return "the number " + number;
        }
        return json instanceof List ? "an array" : json instanceof Map ? "an object" : "bytes";
    }
}
