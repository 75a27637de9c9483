package dev.vitrine.learn.data;

/** Turns text into token ids and back. */
public interface Tokenizer {

    /** The tokens of a text, without one for its beginning or end. */
    int[] encode(String text);

    /** The text of tokens; padding, beginning and end leave nothing. */
    String decode(int... ids);

    Vocabulary vocabulary();
}
