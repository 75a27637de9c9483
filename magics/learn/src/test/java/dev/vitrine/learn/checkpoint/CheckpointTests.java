package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTests {

    @TempDir Path folder;

    /** The parameters that reference.py wrote under params/head. */
    private static final class Head extends Layer {
        final Tensor kernel;
        final Tensor bias;

        Head(DType dtype) {
            kernel = parameter("kernel", Tensor.zeros(dtype, 3, 4));
            bias = parameter("bias", Tensor.zeros(dtype, 4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference.safetensors", "reference.npz", "compressed.npz"})
    void everyTypeIsReadAsPythonWroteIt(String name) {
        try (Checkpoint file = Checkpoint.open(Resources.file(name))) {
            for (ElementType type : ElementType.values()) {
                String array = "types/" + type.name().toLowerCase();
                assertThat(file.arrays().get(array)).isEqualTo(new ArrayInfo(type, 2, 5));
                Tensor tensor = file.tensor(array);
                assertThat(tensor.shape()).containsExactly(2, 5);
                assertThat(tensor.toDoubleArray())
                        .as(array)
                        .containsExactly(Resources.values(type, 10));
                assertThat(file.tensor(array, DType.FLOAT).dtype()).isEqualTo(DType.FLOAT);
                if (!type.isFloating()) {
                    assertThat(file.longs(array))
                            .containsExactly(
                                    Arrays.stream(Resources.values(type, 10))
                                            .mapToLong(v -> (long) v)
                                            .toArray());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference.safetensors", "reference.npz", "compressed.npz"})
    void shapesOfEveryRankAreRead(String name) {
        try (Checkpoint file = Checkpoint.open(Resources.file(name)).under("params")) {
            assertThat(file.tensor("scalar").shape()).isEmpty();
            assertThat(file.tensor("scalar").item()).isEqualTo(-1);
            assertThat(file.tensor("scalar").dtype()).isEqualTo(DType.DOUBLE);
            assertThat(file.tensor("empty").shape()).containsExactly(0, 3);
            assertThat(file.tensor("deep").shape()).containsExactly(2, 3, 4, 5);
            assertThat(file.tensor("deep").toDoubleArray())
                    .containsExactly(Resources.values(ElementType.F32, 120));
        }
    }

    @Test
    void fortranOrderAndBigEndianComeOutInOurs() {
        try (Checkpoint file = Checkpoint.open(Resources.file("reference.npz")).under("params")) {
            assertThat(file.tensor("fortran").shape()).containsExactly(2, 3, 4);
            assertThat(file.tensor("fortran").toDoubleArray())
                    .containsExactly(Resources.values(ElementType.F32, 24));
            assertThat(file.longs("fortran integers"))
                    .containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1);
            assertThat(file.tensor("fortran integers").toDoubleArray())
                    .containsExactly(Resources.values(ElementType.I64, 12));
            assertThat(file.tensor("big endian").toDoubleArray())
                    .containsExactly(Resources.values(ElementType.F64, 10));
        }
        try (Checkpoint file = Checkpoint.open(Resources.file("fortran.npy"))) {
            assertThat(file.tensor("fortran").toDoubleArray())
                    .containsExactly(Resources.values(ElementType.F32, 24));
        }
    }

    @Test
    void metadataOfSafetensorsAreRead() {
        try (Checkpoint file = Checkpoint.open(Resources.file("reference.safetensors"))) {
            assertThat(file.metadata()).containsEntry("made by", "safetensors").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference.safetensors", "reference.npz"})
    void aModelTakesItsPartOfTheTree(String name) {
        Head single = new Head(DType.FLOAT);
        Head wide = new Head(DType.DOUBLE);
        try (Checkpoint file = Checkpoint.open(Resources.file(name))) {
            file.under("params/head").loadInto(single);
            file.under("params/head/").loadInto(wide);
        }
        assertThat(single.kernel.toDoubleArray())
                .containsExactly(Resources.values(ElementType.F32, 12));
        assertThat(wide.bias.toDoubleArray()).containsExactly(Resources.values(ElementType.F32, 4));
    }

    @Test
    void whatDoesNotFitIsListedAndNothingIsChanged() {
        Head head = new Head(DType.FLOAT);
        try (Checkpoint file = Checkpoint.open(Resources.file("reference.npz")).under("params")) {
            Checkpoint wrong =
                    file.renamed(
                            name ->
                                    switch (name) {
                                        case "head/bias" -> "kernel";
                                        case "scalar" -> "scale";
                                        default -> null;
                                    });
            assertThatThrownBy(() -> wrong.loadInto(head))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reference.npz does not fit Head")
                    .hasMessageContaining("! kernel has shape [4], expected [3, 4]")
                    .hasMessageContaining("- bias is missing")
                    .hasMessageContaining("+ scale is not part of this model");
        }
        assertThat(head.kernel.toFloatArray()).containsOnly(0);
    }

    @Test
    void parametersCanBeKept() {
        Head head = new Head(DType.FLOAT);
        try (Checkpoint file =
                Checkpoint.open(Resources.file("reference.npz")).under("params/head")) {
            file.loadInto(head, "ker.*");
            assertThat(head.kernel.toFloatArray()).containsOnly(0);
            assertThat(head.bias.toFloatArray()).containsExactly(-1, -0.5f, 0, 0.5f);
            assertThatThrownBy(() -> file.loadInto(head, "head/.*"))
                    .hasMessageContaining("no parameter of the model matches \"head/.*\"");
        }
    }

    @Test
    void namesThatAreNotThereAreNamed() {
        try (Checkpoint file = Checkpoint.open(Resources.file("reference.npz"))) {
            assertThatThrownBy(() -> file.tensor("params/head/weight"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("params/head/weight");
            assertThatThrownBy(() -> file.under("opt"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("opt/");
            assertThatThrownBy(() -> file.renamed(name -> "same")).hasMessageContaining("\"same\"");
            assertThatThrownBy(() -> file.longs("types/f32"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("F32");
        }
    }

    @Test
    void filesOfNoKnownKindAreRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("model.pt"), "something else");
        assertThatThrownBy(() -> Checkpoint.open(text))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model.pt")
                .hasMessageContaining("neither safetensors nor npz nor npy");
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("directory");
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("absent.npz")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.npz");
    }
}
