package dev.vitrine.papers.siglip;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scenes of one thing as a task of classification: 48 classes, eight colours of six shapes,
 * labelled by the order of {@link Scene#singles()}.
 */
public final class SceneClasses {

    /** What the classes are called, such as "red circle". */
    public static final List<String> NAMES =
            Scene.singles().stream().map(scene -> scene.left().toString()).toList();

    private SceneClasses() {}

    /**
     * Some pictures of each class, to look at or to test on.
     *
     * @param perClass at least 1
     */
    public static ImageSet examples(int perClass, long seed) {
        List<Scene> singles = Scene.singles();
        Philox random = new Seed(seed).child("examples").philox();
        int length = Scene.SIDE * Scene.SIDE * 3;
        int[] labels = new int[perClass * singles.size()];
        byte[] pixels = new byte[labels.length * length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % singles.size();
            float[] picture = singles.get(labels[i]).paint(random);
            for (int p = 0; p < length; p++) {
                pixels[i * length + p] = (byte) Math.round((picture[p] + 1) * 127.5f);
            }
        }
        return new ImageSet(
                "scenes of one thing", pixels, Scene.SIDE, Scene.SIDE, 3, labels, NAMES);
    }

    /** Batches of new pictures without end. */
    public static BatchSource<Batch> batches(int batchSize, long seed) {
        Seed own = new Seed(seed).child("scene classes");
        return new BatchSource<>() {
            @Override
            public Batch at(long step) {
                Philox random = own.child(step).philox();
                int[] labels = new int[batchSize];
                List<Scene> scenes = new ArrayList<>();
                for (int i = 0; i < batchSize; i++) {
                    labels[i] = random.nextInt(NAMES.size());
                    scenes.add(Scene.singles().get(labels[i]));
                }
                return new Batch(
                        Scenes.paint(scenes, own.child("pixels").child(step).value()),
                        Tensor.oneHot(NAMES.size(), labels),
                        labels);
            }

            @Override
            public int batchSize() {
                return batchSize;
            }

            @Override
            public int batchesPerEpoch() {
                return Scenes.BATCHES_PER_EPOCH;
            }

            @Override
            public String unit() {
                return "images";
            }

            @Override
            public Map<String, String> fingerprint() {
                return Map.of("images", "scenes of one thing, of seed " + seed);
            }
        };
    }
}
