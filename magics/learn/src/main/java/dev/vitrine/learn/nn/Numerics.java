package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Gelu;
import java.util.Objects;

/**
 * What papers leave open and libraries decide differently. Weights compute what they computed where
 * they were trained only with that library's choices; see {@link Layer#use}.
 *
 * @param gelu form of the GELU
 * @param normEpsilon what layer norm adds to the variance, above 0
 * @param standardizationEpsilon what weight standardisation adds to the variance, above 0; in a
 *     network of fifty convolutions it can be seen
 */
public record Numerics(Gelu gelu, double normEpsilon, double standardizationEpsilon) {

    private static final double STANDARDIZATION_EPSILON = 1e-10;

    /** Flax and big_vision; ours, where nothing else is said. */
    public static final Numerics FLAX = new Numerics(Gelu.TANH, 1e-6);

    /** timm's vision transformers, mixers and BiT. */
    public static final Numerics TIMM = new Numerics(Gelu.ERF, 1e-6, 1e-8);

    /** Hugging Face's ViT and BiT. */
    public static final Numerics TRANSFORMERS = new Numerics(Gelu.ERF, 1e-12, 1e-8);

    public Numerics {
        Objects.requireNonNull(gelu, "gelu");
        if (!(normEpsilon > 0)) {
            throw new IllegalArgumentException(
                    "epsilon of layer norm %s: must be above 0".formatted(normEpsilon));
        }
        if (!(standardizationEpsilon > 0)) {
            throw new IllegalArgumentException(
                    "epsilon of weight standardisation %s: must be above 0"
                            .formatted(standardizationEpsilon));
        }
    }

    /** With the epsilon of weight standardisation of BiT's own code. */
    public Numerics(Gelu gelu, double normEpsilon) {
        this(gelu, normEpsilon, STANDARDIZATION_EPSILON);
    }

    /** The GELU in its form here, and any other activation as it is. */
    Activation of(Activation activation) {
        return switch (activation) {
            case GELU_TANH, GELU_ERF ->
                    gelu == Gelu.TANH ? Activation.GELU_TANH : Activation.GELU_ERF;
            default -> activation;
        };
    }
}
