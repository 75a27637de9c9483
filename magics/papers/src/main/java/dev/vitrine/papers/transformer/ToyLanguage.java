package dev.vitrine.papers.transformer;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.TextPair;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.data.WordTokenizer;
import dev.vitrine.tensor.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An invented language that is hard in the ways of real ones, but small enough to be learned in a
 * minute.
 *
 * <p>A sentence is two clauses, nouns and verbs in turn, with a conjunction in between: 30 words in
 * three classes. Its translation
 *
 * <ul>
 *   <li>has one word for each word (a lexicon),
 *   <li>has the second clause first, so that every word moves far (order),
 *   <li>ends in one of three suffixes, which agrees with the noun that the translation begins with,
 *       at least six words before it (agreement).
 * </ul>
 *
 * <p>A sixteenth of all sentences, chosen by their hash, are never among those for training.
 */
public final class ToyLanguage {

    /** Words of the shortest sentences. */
    public static final int SHORTEST = 6;

    /** Words of the longest sentences for training. */
    public static final int LONGEST = 16;

    private static final List<String> NOUNS =
            List.of(
                    "cat", "dog", "bird", "fish", "horse", "cow", "king", "queen", "child", "wolf",
                    "bear", "snake");
    private static final List<String> VERBS =
            List.of(
                    "sees", "hears", "finds", "loves", "fears", "hunts", "helps", "feeds", "calls",
                    "follows");
    private static final List<String> CONJUNCTIONS =
            List.of("when", "while", "because", "if", "until", "after", "before", "though");

    private static final List<String> NOUNS_THERE =
            List.of(
                    "mora", "tavi", "lupe", "sano", "kiro", "bela", "rodo", "nima", "pilu", "gato",
                    "oso", "vira");
    private static final List<String> VERBS_THERE =
            List.of("zek", "holt", "fim", "amur", "teb", "kaz", "yud", "nar", "vok", "sil");
    private static final List<String> CONJUNCTIONS_THERE =
            List.of("ua", "ie", "oi", "au", "eo", "ai", "ue", "ia");

    private static final List<String> SUFFIXES = List.of("-ra", "-ne", "-to");

    private static final int HELD_OUT = 16;

    private ToyLanguage() {}

    /** One token for every word of both languages. */
    public static WordTokenizer tokenizer() {
        return new WordTokenizer(
                new Vocabulary(
                        Stream.of(
                                        NOUNS,
                                        VERBS,
                                        CONJUNCTIONS,
                                        NOUNS_THERE,
                                        VERBS_THERE,
                                        CONJUNCTIONS_THERE,
                                        SUFFIXES)
                                .flatMap(List::stream)
                                .toList()));
    }

    /** Sentences to learn from, {@value #SHORTEST} to {@value #LONGEST} words long. */
    public static List<TextPair> training(int count, long seed) {
        return pairs(count, SHORTEST, LONGEST, false, seed);
    }

    /**
     * Sentences that {@link #training} never gives.
     *
     * @param shortest words of the shortest, at least 5
     * @param longest words of the longest
     */
    public static List<TextPair> heldOut(int count, int shortest, int longest, long seed) {
        if (shortest < 5 || longest < shortest) {
            throw new IllegalArgumentException(
                    "sentences of %d to %d words: from 5 on expected".formatted(shortest, longest));
        }
        return pairs(count, shortest, longest, true, seed);
    }

    private static List<TextPair> pairs(
            int count, int shortest, int longest, boolean heldOut, long seed) {
        Philox random = new Seed(seed).child(heldOut ? "held out" : "training").philox();
        List<TextPair> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            int words = shortest + random.nextInt(longest - shortest + 1);
            int first = 2 + random.nextInt(words - 4);
            List<String> sentence = new ArrayList<>(clause(first, random));
            sentence.add(CONJUNCTIONS.get(random.nextInt(CONJUNCTIONS.size())));
            sentence.addAll(clause(words - 1 - first, random));
            String source = String.join(" ", sentence);
            if (isHeldOut(source) == heldOut) {
                pairs.add(new TextPair(source, translate(source)));
            }
        }
        return pairs;
    }

    /**
     * String's hash code is the same everywhere, but its lowest bits are those of the last letter.
     */
    private static boolean isHeldOut(String source) {
        return Math.floorMod(new Seed(source.hashCode()).child("split").value(), HELD_OUT) == 0;
    }

    private static List<String> clause(int words, Philox random) {
        List<String> clause = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            List<String> kind = i % 2 == 0 ? NOUNS : VERBS;
            clause.add(kind.get(random.nextInt(kind.size())));
        }
        return clause;
    }

    /**
     * The translation of a sentence.
     *
     * @throws IllegalArgumentException if it has a word of another language, or no conjunction
     */
    public static String translate(String source) {
        List<String> first = new ArrayList<>();
        List<String> translation = new ArrayList<>();
        String conjunction = null;
        String leader = null;
        for (String word : source.split(" ")) {
            if (CONJUNCTIONS.contains(word) && conjunction == null) {
                conjunction = lookUp(word);
                continue;
            }
            (conjunction == null ? first : translation).add(lookUp(word));
            leader = conjunction != null && leader == null ? word : leader;
        }
        if (leader == null || !NOUNS.contains(leader)) {
            throw new IllegalArgumentException(
                    "\"%s\" is not two clauses with a conjunction in between".formatted(source));
        }
        translation.add(conjunction);
        translation.addAll(first);
        translation.add(SUFFIXES.get(NOUNS.indexOf(leader) % SUFFIXES.size()));
        return String.join(" ", translation);
    }

    private static String lookUp(String word) {
        if (NOUNS.contains(word)) {
            return NOUNS_THERE.get(NOUNS.indexOf(word));
        }
        if (VERBS.contains(word)) {
            return VERBS_THERE.get(VERBS.indexOf(word));
        }
        if (CONJUNCTIONS.contains(word)) {
            return CONJUNCTIONS_THERE.get(CONJUNCTIONS.indexOf(word));
        }
        throw new IllegalArgumentException("\"%s\" is no word of the language".formatted(word));
    }
}
