package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTests {

    private static final NameTable TORCH =
            NameTable.named("torch")
                    .linear("layers.{i}.fc", "block_{i}/dense")
                    .split(
                            "both.weight",
                            WeightLayout.LINEAR,
                            "block_0/dense/kernel",
                            "block_1/dense/kernel")
                    .split(
                            "both.bias",
                            WeightLayout.SAME,
                            "block_0/dense/bias",
                            "block_1/dense/bias")
                    .refuse("gamma", "there is none");

    private static final NameTable STACKED =
            NameTable.named("flax")
                    .below("params")
                    .unstack("block/{path}", "block_{i}/{path}")
                    .take("block_{i}/{path}", "block_{i}/{path}");

    private static final List<NameTable> TABLES = List.of(TORCH, STACKED);

    @TempDir Path folder;

    /** Two linear layers, (2, 3) and (3). */
    private static final class Model extends Layer {
        Model(DType dtype) {
            Initializer init = new Initializer(new Philox(1), dtype);
            for (int i = 0; i < 2; i++) {
                child("block_" + i + "/dense", new Linear(2, 3, init));
            }
        }
    }

    private Path write(Map<String, Tensor> arrays) {
        Path file = folder.resolve("weights.npz");
        Checkpoint.save(file, arrays);
        return file;
    }

    private static Tensor ramp(long... shape) {
        int length = 1;
        for (long size : shape) {
            length *= (int) size;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return Tensor.of(values, shape);
    }

    private Model loaded(Map<String, Tensor> arrays, DType dtype, String... keep) {
        Model model = new Model(dtype);
        try (Checkpoint file = Checkpoint.open(write(arrays))) {
            Translation.of(file, TABLES).loadInto(model, keep);
        }
        return model;
    }

    @Test
    void linearLayersAreTransposed() {
        Model model =
                loaded(
                        Map.of(
                                "layers.0.fc.weight", ramp(3, 2),
                                "layers.0.fc.bias", ramp(3),
                                "layers.1.fc.weight", ramp(3, 2),
                                "layers.1.fc.bias", ramp(3)),
                        DType.DOUBLE);
        assertThat(model.parameters().get("block_1/dense/kernel").toDoubleArray())
                .containsExactly(0, 2, 4, 1, 3, 5);
    }

    @Test
    void partsAreCutAlongTheFilesFirstAxis() {
        Model model = loaded(Map.of("both.weight", ramp(6, 2), "both.bias", ramp(6)), DType.FLOAT);
        assertThat(model.parameters().get("block_0/dense/kernel").toFloatArray())
                .containsExactly(0, 2, 4, 1, 3, 5);
        assertThat(model.parameters().get("block_1/dense/kernel").toFloatArray())
                .containsExactly(6, 8, 10, 7, 9, 11);
        assertThat(model.parameters().get("block_1/dense/bias").toFloatArray())
                .containsExactly(3, 4, 5);
    }

    @Test
    void stacksBecomeLayersAndOptimizersAreLeftOut() {
        Model model =
                loaded(
                        Map.of(
                                "params/block/dense/kernel", ramp(2, 2, 3),
                                "params/block/dense/bias", ramp(2, 3),
                                "opt/step", ramp(1)),
                        DType.FLOAT);
        assertThat(model.parameters().get("block_1/dense/kernel").toFloatArray())
                .containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(model.parameters().get("block_0/dense/bias").toFloatArray())
                .containsExactly(0, 1, 2);
    }

    @Test
    void nothingChangesIfAnythingIsWrong() {
        Model model = new Model(DType.FLOAT);
        float[] before = model.parameters().get("block_0/dense/kernel").toFloatArray();
        Path file =
                write(
                        Map.of(
                                "layers.0.fc.weight", ramp(3, 2),
                                "layers.0.fc.bias", ramp(4),
                                "layers.7.fc.bias", ramp(3),
                                "gamma", ramp(1),
                                "stranger", ramp(1)));
        try (Checkpoint open = Checkpoint.open(file)) {
            Translation translation = Translation.of(open, TABLES);
            assertThat(translation.library()).isEqualTo("torch");
            assertThatThrownBy(() -> translation.loadInto(model))
                    .message()
                    .contains(
                            "(torch) does not fit Model:",
                            "! block_0/dense/bias has shape [4], expected [3]",
                            "- block_1/dense/kernel is missing, there \"layers.1.fc.weight\"",
                            "+ block_7/dense/bias is not part of this model, there \"layers.7.fc.bias\"",
                            "+ \"gamma\" cannot be used: there is none",
                            "+ \"stranger\" has no place in this model");
            assertThat(model.parameters().get("block_0/dense/kernel").toFloatArray())
                    .isEqualTo(before);
            translation.loadInto(model, "block_[17]/.*", "gamma|stranger", "block_0/dense/bias");
            assertThat(model.parameters().get("block_0/dense/kernel").toFloatArray())
                    .containsExactly(0, 2, 4, 1, 3, 5);
        }
    }

    @Test
    void twoArraysForOneParameterAreAFaultOfTheFile() {
        Path file = write(Map.of("layers.0.fc.weight", ramp(3, 2), "both.weight", ramp(6, 2)));
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThatThrownBy(() -> Translation.of(open, TABLES))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("block_0/dense/kernel");
        }
    }

    @ParameterizedTest
    @CsvSource({"5 2", "6", "0 2"})
    void arraysThatCannotBeSplitAreAFaultOfTheFile(String shape) {
        long[] sizes = List.of(shape.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        Path file = write(Map.of("both.weight", ramp(sizes), "both.bias", ramp(6)));
        Model model = new Model(DType.FLOAT);
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThatThrownBy(() -> Translation.of(open, TABLES).loadInto(model))
                    .message()
                    .contains("block_0/dense/kernel");
        }
    }

    /** A claim of many layers without any data must take neither memory nor time. */
    @Test
    void endlessStacksAreNotUnrolled() {
        Path file = write(Map.of("params/block/dense/bias", Tensor.zeros(2_000_000, 0)));
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThatThrownBy(() -> Translation.of(open, TABLES))
                    .hasMessageContaining("none of its names is known");
        }
    }

    @Test
    void tablesMoveIntoLargerModels() {
        NameTable inside = TORCH.inside("text.", "txt/");
        assertThat(inside.place("text.layers.12.fc.bias").targets())
                .containsExactly("txt/block_12/dense/bias");
        assertThat(inside.place("layers.12.fc.bias")).isNull();
        assertThat(inside.source("txt/block_3/dense/kernel")).isEqualTo("text.layers.3.fc.weight");
        assertThat(STACKED.inside("img/", "img/").unstacked("img/block/dense/bias"))
                .isEqualTo("img/block_{i}/dense/bias");
    }

    @Test
    void numbersMayBeCountedFromOneAndPadded() {
        NameTable table =
                NameTable.named("timm")
                        .take("stages.{i}.blocks.{j}.{p}", "block{i+1}/unit{j+1:02}/{p}");
        assertThat(table.place("stages.0.blocks.9.bias").targets())
                .containsExactly("block1/unit10/bias");
        assertThat(table.place("stages.3.blocks.0.bias").targets())
                .containsExactly("block4/unit01/bias");
        assertThat(table.source("block2/unit01/bias")).isEqualTo("stages.1.blocks.0.bias");
        assertThat(table.source("block2/unit123/bias")).isEqualTo("stages.1.blocks.122.bias");
        assertThat(table.source("block0/unit01/bias")).isNull();
        assertThat(table.source("block1/unit1/bias")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4 2 8, 4 16, true",
        "4 2 8, 8 8, true",
        "1 1 20 5, 20 5, true",
        "16 24, 1 16 24, true",
        "8, 4 2, true",
        "4 16, 16 4, false",
        "4 6, 3 8, false",
        "4 16, 4 15, false",
        "1, 1 1, true",
    })
    void axesMayOnlyBeMerged(String from, String to, boolean fits) {
        long[] a = List.of(from.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        long[] b = List.of(to.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        assertThat(Translation.sameOrder(a, b)).isEqualTo(fits);
    }
}
