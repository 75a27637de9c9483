package dev.vitrine.papers.vit;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Every choice that makes a Vision Transformer.
 *
 * <pre>{@code
 * VitConfig.of("B/16")                               // 224 pixels, 1000 classes, class token, learned positions
 * VitConfig.of("S/16").withPool(Pool.GAP).withPositions(Positions.SINCOS2D)
 * new VitSize("tiny", 64, 6, 128, 4) ...             // a size of your own: VitConfig.of(size, 4)
 * }</pre>
 *
 * @param size width, depth, mlp and heads
 * @param patch P, side of a patch in pixels
 * @param imageSize side of the square image in pixels; what does not fill a patch is dropped
 * @param channels 1 or 3
 * @param classes outputs of the head; 0 for no head
 * @param pool how tokens become one vector
 * @param positions what tells where a patch was
 * @param repSize width of the tanh layer before the head ("pre_logits"); 0 for none
 * @param dropout rate after the position embedding, the attention and both layers of the perceptron
 * @param stochasticDepth probability with which training drops each half of the last block; it
 *     grows from 0 in the first; as in AugReg, 0 or 0.1
 * @param headBias initial bias of the head; −6.9 and −10 are usual with sigmoid loss
 * @param classic whether the class token is put in front before positions are added, with a
 *     position of its own, as in the original code and checkpoints; needs {@link Pool#TOK} and
 *     {@link Positions#LEARN}
 */
public record VitConfig(
        VitSize size,
        int patch,
        int imageSize,
        int channels,
        int classes,
        Pool pool,
        Positions positions,
        int repSize,
        double dropout,
        double stochasticDepth,
        double headBias,
        boolean classic) {

    private static final int DEFAULT_PATCH = 16;

    public VitConfig {
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(positions, "positions");
        require(patch >= 1, "patch %d: must be at least 1", patch);
        require(
                imageSize >= patch,
                "image of %d pixels: smaller than one patch of %d",
                imageSize,
                patch);
        require(channels == 1 || channels == 3, "%d channels: 1 or 3 expected", channels);
        require(classes >= 0, "%d classes: must not be negative", classes);
        require(repSize >= 0, "repSize %d: must not be negative", repSize);
        require(dropout >= 0 && dropout < 1, "dropout %s: must be from 0 to below 1", dropout);
        require(
                stochasticDepth >= 0 && stochasticDepth < 1,
                "stochastic depth %s: must be from 0 to below 1",
                stochasticDepth);
        require(
                !classic || pool == Pool.TOK && positions == Positions.LEARN,
                "the classic layout needs pool TOK and learned positions, not %s and %s",
                pool,
                positions);
        require(
                positions != Positions.SINCOS2D || size.width() % 4 == 0 && size.width() >= 8,
                "sincos2d positions need a width that is a multiple of 4 and at least 8, not %d",
                size.width());
    }

    private static void require(boolean valid, String problem, Object... values) {
        if (!valid) {
            throw new IllegalArgumentException("ViT: " + problem.formatted(values));
        }
    }

    /**
     * A standard model: 224 pixels, RGB, 1000 classes, class token, learned positions.
     *
     * @param variant size and patch, such as "B/16"; without "/", the patch is 16
     * @throws IllegalArgumentException if there is no such size, or the patch is not a number
     */
    public static VitConfig of(String variant) {
        int slash = variant.indexOf('/');
        if (slash < 0) {
            return of(VitSize.of(variant), DEFAULT_PATCH);
        }
        String patch = variant.substring(slash + 1);
        if (!patch.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(
                    "ViT \"%s\": after the slash stands the patch size in pixels, as in B/16"
                            .formatted(variant));
        }
        return of(VitSize.of(variant.substring(0, slash)), Integer.parseInt(patch));
    }

    /** As {@link #of(String)}, with any size. */
    public static VitConfig of(VitSize size, int patch) {
        return new VitConfig(
                size, patch, 224, 3, 1000, Pool.TOK, Positions.LEARN, 0, 0, 0, 0, false);
    }

    public VitConfig withImage(int imageSize, int channels) {
        return changed(
                draft -> {
                    draft.imageSize = imageSize;
                    draft.channels = channels;
                });
    }

    public VitConfig withClasses(int classes) {
        return changed(draft -> draft.classes = classes);
    }

    public VitConfig withPool(Pool pool) {
        return changed(draft -> draft.pool = pool);
    }

    public VitConfig withPositions(Positions positions) {
        return changed(draft -> draft.positions = positions);
    }

    public VitConfig withRepSize(int repSize) {
        return changed(draft -> draft.repSize = repSize);
    }

    public VitConfig withDropout(double dropout) {
        return changed(draft -> draft.dropout = dropout);
    }

    public VitConfig withStochasticDepth(double stochasticDepth) {
        return changed(draft -> draft.stochasticDepth = stochasticDepth);
    }

    public VitConfig withHeadBias(double headBias) {
        return changed(draft -> draft.headBias = headBias);
    }

    /**
     * With the layout of the original code: class token first, then one position for each token.
     */
    public VitConfig withClassicLayout() {
        return changed(draft -> draft.classic = true);
    }

    private VitConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.config();
    }

    /** A configuration in which what a with method names can be exchanged. */
    private static final class Draft {

        private final VitConfig base;
        private int imageSize;
        private int channels;
        private int classes;
        private Pool pool;
        private Positions positions;
        private int repSize;
        private double dropout;
        private double stochasticDepth;
        private double headBias;
        private boolean classic;

        Draft(VitConfig base) {
            this.base = base;
            imageSize = base.imageSize;
            channels = base.channels;
            classes = base.classes;
            pool = base.pool;
            positions = base.positions;
            repSize = base.repSize;
            dropout = base.dropout;
            stochasticDepth = base.stochasticDepth;
            headBias = base.headBias;
            classic = base.classic;
        }

        VitConfig config() {
            return new VitConfig(
                    base.size,
                    base.patch,
                    imageSize,
                    channels,
                    classes,
                    pool,
                    positions,
                    repSize,
                    dropout,
                    stochasticDepth,
                    headBias,
                    classic);
        }
    }

    /** Patches along each side. */
    public int grid() {
        return imageSize / patch;
    }

    /** N, the number of patches. */
    public int patches() {
        return grid() * grid();
    }

    /** Tokens in the encoder: the patches, and the class token if there is one. */
    public int tokens() {
        return pool == Pool.TOK ? patches() + 1 : patches();
    }

    /** Number of trainable values, computed without making the model. */
    public long parameterCount() {
        long d = size.width();
        long features = repSize > 0 ? repSize : d;
        long count = ((long) patch * patch * channels + 1) * d;
        count += pool == Pool.TOK ? d : 0;
        count += positions == Positions.LEARN ? positionRows() * d : 0;
        count += size.depth() * size.blockParameters() + 2 * d;
        count +=
                pool == Pool.MAP
                        ? d + size.attentionParameters() + 2 * d + size.mlpParameters()
                        : 0;
        count += repSize > 0 ? (d + 1) * repSize : 0;
        count += (features + 1) * classes;
        return count;
    }

    /** Rows of the learned position embedding. */
    int positionRows() {
        return classic ? patches() + 1 : patches();
    }
}
