package dev.vitrine.papers.siglip;

import dev.vitrine.learn.data.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of one length, filled up with ends of sentence, so that the last token is one in every text
 * (big_vision's {@code eos="sticky"}): the text tower reads its answer there.
 *
 * @param tokenizer of the words
 * @param end id of the end of sentence
 * @param length tokens of every text, at least 1
 */
public record StickyTokens(Tokenizer tokenizer, int end, int length) {

    public StickyTokens {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "texts of %d tokens: at least 1 expected".formatted(length));
        }
    }

    /** The ids of a text; what does not fit before the last place is cut off. */
    public int[] encode(String text) {
        int[] words = tokenizer.encode(text);
        int[] ids = new int[length];
        Arrays.fill(ids, end);
        System.arraycopy(words, 0, ids, 0, Math.min(words.length, length - 1));
        return ids;
    }

    /** The ids of several texts. */
    public int[][] encode(List<String> texts) {
        return texts.stream().map(this::encode).toArray(int[][]::new);
    }
}
