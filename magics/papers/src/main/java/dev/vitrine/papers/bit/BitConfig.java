package dev.vitrine.papers.bit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every choice that makes a BiT ResNet.
 *
 * <pre>{@code
 * BitConfig.of("R50x1")      // depth 50, of the usual width; 1000 classes
 * BitConfig.of("R152x4").withClasses(21_843)
 * BitConfig.small()          // for pictures of 28 pixels
 * }</pre>
 *
 * @param name as in "R50x1"
 * @param root what comes before the first block
 * @param unit what a block is made of
 * @param blocks units in each block; every block but the first halves the sides of the image
 * @param width channels after the root; block b, from 0, works on 2^b times as many
 * @param groups of channels that are normalised together
 * @param channels of the image, 1 or 3
 * @param classes outputs of the head; 0 for no head
 */
public record BitConfig(
        String name,
        Root root,
        Unit unit,
        List<Integer> blocks,
        int width,
        int groups,
        int channels,
        int classes) {

    /** What comes before the first block. */
    public enum Root {
        /** A kernel of 7 × 7 with stride 2, then a maximum of 3 × 3 with stride 2. */
        LARGE,
        /**
         * As {@link #LARGE}, but what lies beyond the edge never is the maximum, where there it is
         * zero: so big_vision's {@code bit_paper.py} computes, and so models were trained with it.
         */
        LARGE_OPEN,
        /** A kernel of 3 × 3 with stride 2, for small pictures. */
        SMALL
    }

    /** What a block is made of. */
    public enum Unit {
        /** 1 × 1, 3 × 3, 1 × 1, the last one to four times the channels. */
        BOTTLENECK(4),
        /** Two of 3 × 3; not in the paper, for small pictures. */
        BASIC(1);

        private final int expansion;

        Unit(int expansion) {
            this.expansion = expansion;
        }
    }

    private static final Map<Integer, List<Integer>> DEPTHS =
            new TreeMap<>(
                    Map.of(
                            26, List.of(2, 2, 2, 2),
                            50, List.of(3, 4, 6, 3),
                            101, List.of(3, 4, 23, 3),
                            152, List.of(3, 8, 36, 3),
                            200, List.of(3, 24, 36, 3)));

    private static final Pattern VARIANT = Pattern.compile("R([0-9]{1,3})x([1-9][0-9]?)");

    public BitConfig {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(unit, "unit");
        blocks = List.copyOf(blocks);
        require(
                !blocks.isEmpty() && blocks.stream().allMatch(units -> units >= 1),
                "blocks of %s units: at least one block of at least one unit expected",
                blocks);
        require(
                width >= 1 && groups >= 1 && width % groups == 0,
                "width %d: must be a multiple of the %d groups",
                width,
                groups);
        require(channels == 1 || channels == 3, "%d channels: 1 or 3 expected", channels);
        require(classes >= 0, "%d classes: must not be negative", classes);
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("BiT: " + problem.formatted(values));
        }
    }

    /**
     * A published size: depth 26, 50, 101, 152 or 200, and how many times the usual width; RGB,
     * 1000 classes.
     *
     * @param variant such as "R50x1" or "R152x4"
     */
    public static BitConfig of(String variant) {
        Matcher matcher = VARIANT.matcher(variant);
        List<Integer> blocks =
                matcher.matches() ? DEPTHS.get(Integer.parseInt(matcher.group(1))) : null;
        require(
                blocks != null,
                "there is no \"%s\"; it is R, a depth of %s, x, and the factor of the width, as in R50x1",
                variant,
                DEPTHS.keySet());
        int width = 64 * Integer.parseInt(matcher.group(2));
        return new BitConfig(variant, Root.LARGE, Unit.BOTTLENECK, blocks, width, 32, 3, 1000);
    }

    /**
     * For pictures of 28 × 28 grey pixels: a root of 16 channels, three blocks of one unit with two
     * convolutions, 10 classes. Not in the paper.
     */
    public static BitConfig small() {
        return new BitConfig("small", Root.SMALL, Unit.BASIC, List.of(1, 1, 1), 16, 8, 1, 10);
    }

    public BitConfig withClasses(int classes) {
        return new BitConfig(name, root, unit, blocks, width, groups, channels, classes);
    }

    public BitConfig withRoot(Root root) {
        return new BitConfig(name, root, unit, blocks, width, groups, channels, classes);
    }

    public BitConfig withChannels(int channels) {
        return new BitConfig(name, root, unit, blocks, width, groups, channels, classes);
    }

    /** Channels inside the units of a block, from 0. */
    int middle(int block) {
        return width << block;
    }

    /** Channels that a block, from 0, gives. */
    int out(int block) {
        return middle(block) * unit.expansion;
    }

    /** Length of the vector that the head sees. */
    public int features() {
        return out(blocks.size() - 1);
    }

    /** Number of trainable values, computed without making the model. */
    public long parameterCount() {
        int side = root == Root.SMALL ? 3 : 7;
        long count = (long) side * side * channels * width;
        long in = width;
        for (int block = 0; block < blocks.size(); block++) {
            for (int u = 0; u < blocks.get(block); u++) {
                count += unitParameters(in, middle(block), out(block), u == 0 && block > 0);
                in = out(block);
            }
        }
        return count + 2 * in + (in + 1) * classes;
    }

    private long unitParameters(long in, long middle, long out, boolean strided) {
        long convolutions =
                switch (unit) {
                    case BOTTLENECK -> in * middle + 9 * middle * middle + middle * out;
                    case BASIC -> 9 * in * middle + 9 * middle * out;
                };
        long norms =
                switch (unit) {
                    case BOTTLENECK -> 2 * (in + middle + middle);
                    case BASIC -> 2 * (in + middle);
                };
        return convolutions + norms + (in != out || strided ? in * out : 0);
    }
}
