package dev.vitrine.kernel.magic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a misspelt one may have meant. */
final class NearMatches {

    private static final int MAX_MATCHES = 3;

    private NearMatches() {}

    /** At most three names within a third of the letters, nearest first; case is no difference. */
    static List<String> of(String name, Collection<String> names) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(1, wanted.length() / 3);
        return names.stream()
                .filter(
                        candidate ->
                                distance(wanted, candidate.toLowerCase(Locale.ROOT)) <= tolerance)
                .sorted(
                        Comparator.comparingInt(
                                        (String c) -> distance(wanted, c.toLowerCase(Locale.ROOT)))
                                .thenComparing(c -> c))
                .limit(MAX_MATCHES)
                .toList();
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
     */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] =
                        Math.min(
                                d[i - 1][j - 1] + substitution,
                                Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
