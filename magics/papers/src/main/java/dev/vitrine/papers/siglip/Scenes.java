package dev.vitrine.papers.siglip;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.data.WordTokenizer;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Endless pictures with captions, made on the spot. No caption comes twice in a batch: it would be
 * called a mismatch where it is none.
 */
public final class Scenes implements BatchSource<ImageTextBatch> {

    /** Tokens of every caption. */
    public static final int LENGTH = 8;

    /** Turns captions into tokens. */
    public static final StickyTokens TOKENS =
            new StickyTokens(new WordTokenizer(vocabulary()), Vocabulary.EOS, LENGTH);

    /** There are 48 captions of one thing, half of a batch; more would take long to find. */
    private static final int MAX_BATCH = 72;

    /** Nothing comes twice; what is counted as an epoch, of these and of single things. */
    static final int BATCHES_PER_EPOCH = 100;

    private final int batchSize;
    private final Seed seed;

    /**
     * @param batchSize pairs in a batch, from 1 to 72
     */
    public Scenes(int batchSize, long seed) {
        if (batchSize < 1 || batchSize > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "%d scenes in a batch: from 1 to %d expected".formatted(batchSize, MAX_BATCH));
        }
        this.batchSize = batchSize;
        this.seed = new Seed(seed).child("scenes");
    }

    private static Vocabulary vocabulary() {
        return new Vocabulary(
                Stream.of(
                                Stream.of("a", "left", "of"),
                                Arrays.stream(Scene.Colour.values()).map(Scene.Colour::toString),
                                Arrays.stream(Scene.Shape.values()).map(Scene.Shape::toString))
                        .flatMap(words -> words)
                        .toList());
    }

    /** Pictures of some scenes, (n, 32, 32, 3) in [-1, 1]. */
    public static Tensor paint(List<Scene> scenes, long seed) {
        Philox random = new Philox(seed);
        int length = Scene.SIDE * Scene.SIDE * 3;
        float[] pixels = new float[scenes.size() * length];
        for (int i = 0; i < scenes.size(); i++) {
            System.arraycopy(scenes.get(i).paint(random), 0, pixels, i * length, length);
        }
        return Tensor.of(pixels, scenes.size(), Scene.SIDE, Scene.SIDE, 3);
    }

    /** The tokens of some scenes' captions. */
    public static int[][] captions(List<Scene> scenes) {
        return TOKENS.encode(scenes.stream().map(Scene::caption).toList());
    }

    /**
     * The scenes in the batch of a step.
     *
     * @param step from 0, without upper bound
     */
    public List<Scene> scenesAt(long step) {
        Philox random = seed.child(step).philox();
        List<Scene> scenes = new ArrayList<>();
        Set<String> captions = new HashSet<>();
        while (scenes.size() < batchSize) {
            Scene scene = Scene.draw(random);
            if (captions.add(scene.caption())) {
                scenes.add(scene);
            }
        }
        return scenes;
    }

    @Override
    public ImageTextBatch at(long step) {
        List<Scene> scenes = scenesAt(step);
        return new ImageTextBatch(
                paint(scenes, seed.child("pixels").child(step).value()), captions(scenes));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return BATCHES_PER_EPOCH;
    }

    @Override
    public String unit() {
        return "pairs";
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of("pairs", "scenes of seed " + seed.value());
    }
}
