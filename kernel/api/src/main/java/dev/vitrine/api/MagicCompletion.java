package dev.vitrine.api;

import java.util.List;

/** How the arguments of a magic are completed while they are written. */
public interface MagicCompletion {

    /**
     * What the argument at the cursor may become; options begin with a hyphen.
     *
     * @param before the arguments before it
     * @param word what is written of it so far; may be empty
     * @return whole arguments, in the order in which they are offered; those that do not go on from
     *     {@code word} are left out
     */
    default List<String> complete(List<String> before, String word) {
        return List.of();
    }
}
