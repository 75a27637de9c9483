package dev.vitrine.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tokens between letters and words: frequent words are whole, rare ones fall into pieces (Sennrich
 * et al., "Neural Machine Translation of Rare Words with Subword Units", arXiv 1508.07909,
 * algorithm 1).
 *
 * <p>A token that begins a word begins with {@value #WORD}, so that text comes back as it was, but
 * for runs of spaces, which become one. Letters with their marks, digits, and other signs are never
 * joined with one another. Letters that the learned text did not have become the unknown token.
 */
public final class BytePairTokenizer implements Tokenizer {

    /** What stands in a token for the space before it. */
    public static final char WORD = '\u2581';

    private static final Pattern PIECE =
            Pattern.compile(
                    WORD
                            + "?[\\p{L}\\p{M}]+|"
                            + WORD
                            + "?\\p{N}+|"
                            + WORD
                            + "?[^\\s\\p{L}\\p{M}\\p{N}]");

    /** Two neighbours that become one. */
    private record Pair(String left, String right) implements Comparable<Pair> {

        String joined() {
            return left + right;
        }

        @Override
        public int compareTo(Pair other) {
            int order = left.compareTo(other.left);
            return order != 0 ? order : right.compareTo(other.right);
        }
    }

    /** How often a pair comes. The more frequent is the first. */
    private record Counted(Pair pair, int count) implements Comparable<Counted> {

        @Override
        public int compareTo(Counted other) {
            int order = Integer.compare(other.count, count);
            return order != 0 ? order : pair.compareTo(other.pair);
        }
    }

    private final Vocabulary vocabulary;

    /** Which pairs become one, the earlier learned ones first. */
    private final Map<Pair, Integer> ranks;

    private final Map<String, int[]> known = new ConcurrentHashMap<>();

    private BytePairTokenizer(Vocabulary vocabulary, Map<Pair, Integer> ranks) {
        this.vocabulary = vocabulary;
        this.ranks = ranks;
    }

    /**
     * Learns which letters stand together, from the most frequent pair on.
     *
     * @param size of the vocabulary, the special tokens included; it stays smaller if nothing is
     *     left that comes twice
     * @throws IllegalArgumentException if not even the letters fit
     */
    public static BytePairTokenizer learn(Collection<String> texts, int size) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            for (String piece : pieces(text)) {
                counts.merge(piece, 1, Integer::sum);
            }
        }
        TreeSet<String> tokens = new TreeSet<>();
        counts.keySet().forEach(piece -> tokens.addAll(letters(piece)));
        int letters = Vocabulary.SPECIALS + tokens.size();
        if (letters > size) {
            throw new IllegalArgumentException(
                    "byte pairs: the texts have %,d different letters, more than a vocabulary of %,d holds"
                            .formatted(letters - Vocabulary.SPECIALS, size));
        }
        Map<Pair, Integer> ranks = new LinkedHashMap<>();
        List<String> learned = new ArrayList<>(tokens);
        Merging merging = new Merging(counts);
        while (letters + ranks.size() < size) {
            Pair pair = merging.mostFrequent();
            if (pair == null) {
                break;
            }
            merging.join(pair);
            ranks.put(pair, ranks.size());
            // Two ways may lead to one token: "a" + "bc" and "ab" + "c".
            if (tokens.add(pair.joined())) {
                learned.add(pair.joined());
            }
        }
        return new BytePairTokenizer(new Vocabulary(learned), ranks);
    }

    /** The words of the texts, as they stand after the pairs that were joined so far. */
    private static final class Merging {

        private final List<List<String>> words = new ArrayList<>();
        private final List<Integer> counts = new ArrayList<>();
        private final Map<Pair, Integer> pairs = new HashMap<>();

        /** Pairs by how often they come; counts that have changed since are found when used. */
        private final PriorityQueue<Counted> queue = new PriorityQueue<>();

        /** Words that have, or once had, a pair. */
        private final Map<Pair, Set<Integer>> places = new HashMap<>();

        Merging(Map<String, Integer> counted) {
            counted.forEach(
                    (word, count) -> {
                        words.add(letters(word));
                        counts.add(count);
                        count(words.size() - 1, 1);
                    });
            pairs.forEach((pair, count) -> queue.add(new Counted(pair, count)));
        }

        /** Adds the pairs of a word to the counts, or takes them away. */
        private void count(int word, int sign) {
            List<String> tokens = words.get(word);
            for (int i = 0; i + 1 < tokens.size(); i++) {
                Pair pair = new Pair(tokens.get(i), tokens.get(i + 1));
                pairs.merge(pair, sign * counts.get(word), Integer::sum);
                if (sign > 0) {
                    places.computeIfAbsent(pair, p -> new HashSet<>()).add(word);
                }
            }
        }

        /** The pair that comes most often, at least twice; the first by letters among equals. */
        Pair mostFrequent() {
            while (!queue.isEmpty()) {
                Counted first = queue.poll();
                int now = pairs.getOrDefault(first.pair(), 0);
                if (now == first.count()) {
                    return now > 1 ? first.pair() : null;
                }
                queue.add(new Counted(first.pair(), now));
            }
            return null;
        }

        void join(Pair pair) {
            Set<Pair> changed = new HashSet<>();
            for (int word : places.remove(pair)) {
                count(word, -1);
                List<String> tokens = joined(words.get(word), pair);
                words.set(word, tokens);
                count(word, 1);
                for (int i = 0; i + 1 < tokens.size(); i++) {
                    changed.add(new Pair(tokens.get(i), tokens.get(i + 1)));
                }
            }
            pairs.remove(pair);
            changed.forEach(each -> queue.add(new Counted(each, pairs.get(each))));
        }
    }

    private static List<String> joined(List<String> tokens, Pair pair) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean meets =
                    i + 1 < tokens.size()
                            && tokens.get(i).equals(pair.left())
                            && tokens.get(i + 1).equals(pair.right());
            result.add(meets ? pair.joined() : tokens.get(i));
            i += meets ? 1 : 0;
        }
        return result;
    }

    /** Runs of letters, runs of digits, and single other signs, with a mark where a word begins. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            Matcher matcher = PIECE.matcher(word.isEmpty() ? "" : WORD + word);
            while (matcher.find()) {
                pieces.add(matcher.group());
            }
        }
        return pieces;
    }

    /** The letters of a piece, its mark among them. */
    private static List<String> letters(String piece) {
        return piece.codePoints().mapToObj(Character::toString).toList();
    }

    @Override
    public int[] encode(String text) {
        return pieces(text).stream()
                .flatMapToInt(
                        piece -> Arrays.stream(known.computeIfAbsent(piece, this::encodePiece)))
                .toArray();
    }

    private int[] encodePiece(String piece) {
        List<String> tokens = letters(piece);
        while (true) {
            Pair first = null;
            for (int i = 0; i + 1 < tokens.size(); i++) {
                Pair pair = new Pair(tokens.get(i), tokens.get(i + 1));
                Integer rank = ranks.get(pair);
                if (rank != null && (first == null || rank < ranks.get(first))) {
                    first = pair;
                }
            }
            if (first == null) {
                return tokens.stream().mapToInt(vocabulary::id).toArray();
            }
            tokens = joined(tokens, first);
        }
    }

    @Override
    public String decode(int... ids) {
        return Arrays.stream(ids)
                .filter(id -> id >= Vocabulary.UNKNOWN)
                .mapToObj(vocabulary::token)
                .collect(Collectors.joining())
                .replace(WORD, ' ')
                .strip();
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
