package dev.vitrine.learn.preprocess;

import java.util.List;

/**
 * A value as written in a preprocessing string.
 *
 * @param value a Long, Double, String, Boolean, a List of literals, or null for None
 * @param position where it begins
 */
record Literal(Object value, int position) {

    /** As Python writes it. */
    @Override
    public String toString() {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
        if (value instanceof List<?> items) {
            StringBuilder text = new StringBuilder("(");
            for (Object item : items) {
                text.append(text.length() > 1 ? ", " : "").append(item);
            }
            return text.append(items.size() == 1 ? ",)" : ")").toString();
        }
        return value.toString();
    }
}
