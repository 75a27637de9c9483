package dev.vitrine.learn.data;

import java.util.Objects;

/**
 * A text and another that belongs to it, such as its translation.
 *
 * @param source what a model reads
 * @param target what it should write
 */
public record TextPair(String source, String target) {

    public TextPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
