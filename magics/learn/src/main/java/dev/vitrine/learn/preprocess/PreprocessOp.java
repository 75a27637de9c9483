package dev.vitrine.learn.preprocess;

import dev.vitrine.tensor.Philox;
import java.util.Map;

/** One step of preprocessing: takes an example, gives one. */
@FunctionalInterface
public interface PreprocessOp {

    /**
     * @param example values by key, such as {@code image} and {@code label}; not changed
     * @param random all randomness of this step for this example
     * @return the example that the next step sees
     * @throws IllegalArgumentException if the example is not what the step needs
     */
    Map<String, Object> apply(Map<String, Object> example, Philox random);
}
