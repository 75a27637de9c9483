package dev.vitrine.papers.vit;

/** What tells the encoder where a patch was. */
public enum Positions {
    /** One learned vector per patch. */
    LEARN,
    /** Fixed sines and cosines of row and column. */
    SINCOS2D,
    /** Nothing; the patches are a set. */
    NONE
}
