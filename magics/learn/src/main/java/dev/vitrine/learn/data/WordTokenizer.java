package dev.vitrine.learn.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One token for each word, where words are what stands between spaces. */
public final class WordTokenizer implements Tokenizer {

    private final Vocabulary vocabulary;

    public WordTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * A tokenizer for the words of some texts, the frequent ones first.
     *
     * @param limit of the vocabulary's size, the special tokens included; the rarest words are left
     *     out
     */
    public static WordTokenizer learn(Collection<String> texts, int limit) {
        Map<String, Integer> counts = new HashMap<>();
        texts.stream()
                .flatMap(WordTokenizer::words)
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        List<String> frequent =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .limit(Math.max(0, limit - Vocabulary.SPECIALS))
                        .map(Map.Entry::getKey)
                        .toList();
        return new WordTokenizer(new Vocabulary(frequent));
    }

    private static Stream<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty());
    }

    @Override
    public int[] encode(String text) {
        return words(text).mapToInt(vocabulary::id).toArray();
    }

    @Override
    public String decode(int... ids) {
        return Arrays.stream(ids)
                .filter(id -> id >= Vocabulary.UNKNOWN)
                .mapToObj(vocabulary::token)
                .collect(Collectors.joining(" "));
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
