package dev.vitrine.learn.data;

import java.util.List;
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

    /** The sources of some pairs. */
    public static List<String> sources(List<TextPair> pairs) {
        return pairs.stream().map(TextPair::source).toList();
    }

    /** The targets of some pairs. */
    public static List<String> targets(List<TextPair> pairs) {
        return pairs.stream().map(TextPair::target).toList();
    }
}
