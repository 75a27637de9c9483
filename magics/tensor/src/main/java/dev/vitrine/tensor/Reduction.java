package dev.vitrine.tensor;

/** What the elements along reduced axes become. */
public enum Reduction {
    SUM,
    MEAN,
    MAX,
    SUM_OF_SQUARES
}
