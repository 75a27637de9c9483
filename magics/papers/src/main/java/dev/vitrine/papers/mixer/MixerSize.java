package dev.vitrine.papers.mixer;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of a Mixer, without what depends on the image.
 *
 * @param name as in "B/16"
 * @param depth L, number of blocks
 * @param width C, length of a token
 * @param tokenMlp D_S, hidden width of the perceptron across tokens
 * @param channelMlp D_C, hidden width of the perceptron across channels
 */
public record MixerSize(String name, int depth, int width, int tokenMlp, int channelMlp) {

    /** Table 1: D_S = C / 2 and D_C = 4C. */
    public static final List<MixerSize> ALL =
            List.of(
                    new MixerSize("S", 8, 512, 256, 2048),
                    new MixerSize("B", 12, 768, 384, 3072),
                    new MixerSize("L", 24, 1024, 512, 4096),
                    new MixerSize("H", 32, 1280, 640, 5120));

    public MixerSize {
        if (depth < 1 || width < 1 || tokenMlp < 1 || channelMlp < 1) {
            throw new IllegalArgumentException(
                    "Mixer size %s: depth %d, width %d and hidden widths %d and %d must all be at least 1"
                            .formatted(name, depth, width, tokenMlp, channelMlp));
        }
    }

    /** The size with a name. */
    public static MixerSize of(String name) {
        return ALL.stream()
                .filter(size -> size.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        return "no Mixer size \"%s\"; there are %s"
                .formatted(
                        name, ALL.stream().map(MixerSize::name).collect(Collectors.joining(", ")));
    }

    /**
     * Parameters of one block: two layer norms and two perceptrons.
     *
     * @param tokens S
     */
    long blockParameters(long tokens) {
        return 4L * width + mlp(tokens, tokenMlp) + mlp(width, channelMlp);
    }

    private static long mlp(long width, long hidden) {
        return 2 * width * hidden + hidden + width;
    }
}
