package dev.vitrine.papers.vit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of an encoder.
 *
 * @param name as in "B/16"
 * @param width D, length of a token
 * @param depth L, number of blocks
 * @param mlp hidden width of the perceptron
 * @param heads attention heads; a divisor of the width
 */
public record VitSize(String name, int width, int depth, int mlp, int heads) {

    /**
     * B, L and H: Table 1 of ViT; s, S, g and G: Table 2 of "Scaling Vision Transformers" (arXiv
     * 2106.04560); the others: big_vision {@code models/vit.py}, decode_variant.
     */
    public static final List<VitSize> ALL =
            List.of(
                    new VitSize("mu", 32, 1, 128, 2),
                    new VitSize("Ti", 192, 12, 768, 3),
                    new VitSize("s", 256, 6, 1024, 8),
                    new VitSize("S", 384, 12, 1536, 6),
                    new VitSize("M", 512, 12, 2048, 8),
                    new VitSize("B", 768, 12, 3072, 12),
                    new VitSize("L", 1024, 24, 4096, 16),
                    new VitSize("So400m", 1152, 27, 4304, 16),
                    new VitSize("H", 1280, 32, 5120, 16),
                    new VitSize("g", 1408, 40, 6144, 16),
                    new VitSize("g-opt", 1536, 40, 6144, 16),
                    new VitSize("G", 1664, 48, 8192, 16),
                    new VitSize("G-opt", 1536, 48, 8192, 16),
                    new VitSize("e", 1792, 56, 15360, 16));

    public VitSize {
        if (width < 1 || depth < 1 || mlp < 1 || heads < 1) {
            throw new IllegalArgumentException(
                    "ViT size %s: width %d, depth %d, mlp %d and heads %d must all be at least 1"
                            .formatted(name, width, depth, mlp, heads));
        }
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "ViT size %s: width %d cannot be divided into %d heads"
                            .formatted(name, width, heads));
        }
    }

    /** The size with a name; case matters, since s and S, g and G differ. */
    public static VitSize of(String name) {
        return ALL.stream()
                .filter(size -> size.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no ViT size \"%s\"; there are %s"
                                                .formatted(
                                                        name,
                                                        ALL.stream()
                                                                .map(VitSize::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /**
     * Parameters of one encoder block: 4D² + 4D for attention, the perceptron, and two layer norms.
     */
    public long blockParameters() {
        return attentionParameters() + mlpParameters() + 4L * width;
    }

    long attentionParameters() {
        return 4L * width * width + 4L * width;
    }

    long mlpParameters() {
        return 2L * width * mlp + mlp + width;
    }
}
