package dev.vitrine.learn.preprocess;

import dev.vitrine.tensor.Philox;

/** A step that reads one value of an example and gives another. */
@FunctionalInterface
public interface ValueOp {

    /**
     * @param value never null
     * @param random all randomness of this step for this example
     * @throws IllegalArgumentException if the value is of no use; says what was expected
     */
    Object apply(Object value, Philox random);
}
