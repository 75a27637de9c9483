package dev.vitrine.tensor;

/** The two forms of GELU in use; they differ by at most 4.8e-4. */
public enum Gelu {
    /** The tanh approximation, JAX's default; weights of big_vision expect it. */
    TANH,
    /** The exact form; weights of timm and Hugging Face expect it. */
    ERF
}
