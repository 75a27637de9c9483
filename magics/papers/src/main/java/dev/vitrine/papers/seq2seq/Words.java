package dev.vitrine.papers.seq2seq;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.tensor.Tensor;

/** What both models do with tokens. */
final class Words {

    /** All parameters of the paper start uniform in ±0.08, section 3.4; here the embeddings do. */
    static final double BOUND = 0.08;

    private Words() {}

    /** (B, T, W): a row of the table for every token. */
    static Tensor embedded(Tensor table, PaddedTokens tokens) {
        return table.embedding(tokens.ids(), tokens.rows(), tokens.length());
    }
}
