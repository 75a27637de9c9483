package dev.vitrine.papers.transformer;

/** Where the layer normalisation of a residual connection stands. */
public enum NormPlacement {
    /**
     * After the sum, LN(x + f(x)): the paper, section 5.4. Without a warm-up of the learning rate
     * it does not train well.
     */
    POST,
    /**
     * Before the sub-layer, x + f(LN(x)), and once more at the end of each stack: Tensor2Tensor
     * since its second set of settings, and nearly all later transformers.
     */
    PRE
}
