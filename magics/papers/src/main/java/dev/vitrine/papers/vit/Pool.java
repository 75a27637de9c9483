package dev.vitrine.papers.vit;

/** How the tokens of an image become one vector. */
public enum Pool {
    /**
     * A learned token that is put in front of the patches; its final state is the vector. The
     * original ViT.
     */
    TOK,
    /** The mean over all tokens (global average pooling). */
    GAP,
    /** Attention from one learned query to all tokens (multi-head attention pooling). */
    MAP,
    /** The first patch; big_vision's "0". */
    FIRST,
    /** No pooling: every token goes to the head. */
    NONE
}
