package dev.vitrine.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that a model knows, numbered. The first four stand for no text: padding, the beginning
 * of a sequence, its end, and whatever is not in the vocabulary.
 */
public final class Vocabulary {

    /** Fills a sequence up to the length of its batch. */
    public static final int PAD = 0;

    /** Stands before the first token that a decoder writes. */
    public static final int BOS = 1;

    /** Stands after the last token. */
    public static final int EOS = 2;

    /** Stands for a token that the vocabulary lacks. */
    public static final int UNKNOWN = 3;

    /** How many ids stand for no text. */
    public static final int SPECIALS = 4;

    private static final List<String> SPECIAL_TOKENS = List.of("<pad>", "<bos>", "<eos>", "<unk>");

    private final List<String> tokens;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    /**
     * @param tokens in the order of their ids, without the special ones
     * @throws IllegalArgumentException if one comes twice, or is a special one
     */
    public Vocabulary(Collection<String> tokens) {
        List<String> all = new ArrayList<>(SPECIAL_TOKENS);
        all.addAll(tokens);
        this.tokens = List.copyOf(all);
        for (String token : this.tokens) {
            if (ids.putIfAbsent(token, ids.size()) != null) {
                throw new IllegalArgumentException(
                        "vocabulary: \"%s\" is in it twice".formatted(token));
            }
        }
    }

    /** Tokens, the special ones included. */
    public int size() {
        return tokens.size();
    }

    /** All tokens by id. */
    public List<String> tokens() {
        return tokens;
    }

    /** The id of a token, or {@link #UNKNOWN}. */
    public int id(String token) {
        return ids.getOrDefault(token, UNKNOWN);
    }

    public boolean contains(String token) {
        return ids.containsKey(token);
    }

    /**
     * The token with an id.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public String token(int id) {
        if (id < 0 || id >= size()) {
            throw new IndexOutOfBoundsException(
                    "vocabulary: no token has the id %d, there are %,d".formatted(id, size()));
        }
        return tokens.get(id);
    }

    /** The tokens of a sequence, special ones included, such as to label a picture. */
    public List<String> tokens(int... sequence) {
        return Arrays.stream(sequence).mapToObj(this::token).toList();
    }

    @Override
    public String toString() {
        return "Vocabulary of %,d tokens".formatted(size());
    }
}
