package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Tensor;

/**
 * Keys and values of tokens that attention looks at again and again, as while a decoder writes.
 *
 * @param keys (B, heads, S, head width)
 * @param values (B, heads, S, head width)
 */
public record KeyValues(Tensor keys, Tensor values) {

    /** These tokens and then others. */
    public KeyValues append(KeyValues later) {
        return new KeyValues(
                Tensor.concat(2, keys, later.keys), Tensor.concat(2, values, later.values));
    }

    /** The rows of the batch at some indices; an index may come more than once. */
    public KeyValues select(int... rows) {
        return new KeyValues(keys.indexSelect(0, rows), values.indexSelect(0, rows));
    }
}
