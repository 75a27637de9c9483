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
 */
public record Numerics(Gelu gelu, double normEpsilon) {

    /** Flax and big_vision; ours, where nothing else is said. */
    public static final Numerics FLAX = new Numerics(Gelu.TANH, 1e-6);

    /** timm's vision transformers and mixers. */
    public static final Numerics TIMM = new Numerics(Gelu.ERF, 1e-6);

    /** Hugging Face's ViT. */
    public static final Numerics TRANSFORMERS = new Numerics(Gelu.ERF, 1e-12);

    public Numerics {
        Objects.requireNonNull(gelu, "gelu");
        if (!(normEpsilon > 0)) {
            throw new IllegalArgumentException(
                    "epsilon of layer norm %s: must be above 0".formatted(normEpsilon));
        }
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
