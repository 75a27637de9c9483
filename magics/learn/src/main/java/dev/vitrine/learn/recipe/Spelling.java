package dev.vitrine.learn.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the word that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /**
     * A word that contains the given one or is contained in it, otherwise any; of these the one
     * with the fewest letters to insert, delete or replace, the first of equals.
     *
     * @param words at least one
     */
    public static String nearest(String word, List<String> words) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return words.stream()
                .min(
                        Comparator.comparingInt(
                                        (String other) ->
                                                strangeness(wanted, other.toLowerCase(Locale.ROOT)))
                                .thenComparingInt(
                                        other -> distance(wanted, other.toLowerCase(Locale.ROOT))))
                .orElseThrow(() -> new IllegalArgumentException("no words to choose from"));
    }

    private static int strangeness(String wanted, String other) {
        return other.contains(wanted) || wanted.contains(other) ? 1 : 1 + distance(wanted, other);
    }

    /** Levenshtein distance. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
