package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTests {

    @TempDir Path folder;

    private Path file(byte[] content) throws Exception {
        return Files.write(folder.resolve("model.onnx"), content);
    }

    @Test
    void weightsAreReadHoweverTheyAreStored() throws Exception {
        try (Checkpoint file = Checkpoint.open(file(TinyOnnx.model()))) {
            assertThat(file.arrays().keySet())
                    .containsExactly(
                            "raw", "floats", "halves", "longs", "unsigned", "double", "constant");
            assertThat(file.tensor("raw").shape()).containsExactly(2, 3);
            assertThat(file.tensor("raw").toFloatArray()).containsExactly(1.5f, -2, 0.25f, 8, 0, 1);
            assertThat(file.tensor("floats").toFloatArray()).containsExactly(3, 4);
            assertThat(file.tensor("halves").toFloatArray()).containsExactly(1, -2);
            assertThat(file.longs("longs")).containsExactly(-1, 0, 7);
            assertThat(file.longs("unsigned")).containsExactly(0xFFFFFFFFL);
            assertThat(file.tensor("double").dtype()).isEqualTo(DType.DOUBLE);
            assertThat(file.tensor("double").item()).isEqualTo(0.1);
            assertThat(file.tensor("constant").item()).isEqualTo(42);
        }
    }

    @Test
    void nodesTellWhatAWeightIsFor() throws Exception {
        try (OnnxModel model = OnnxModel.open(file(TinyOnnx.model()))) {
            assertThat(model.nodes())
                    .contains(
                            new OnnxModel.Node(
                                    "MatMul", "/head/MatMul", List.of("x", "raw"), List.of("y")));
        }
    }

    @Test
    void weightsBesideTheModelAreRead() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.write(
                folder.resolve("data/weights.bin"),
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(0)
                        .putFloat(5)
                        .putFloat(6)
                        .array());
        try (Checkpoint file =
                Checkpoint.open(file(TinyOnnx.external("data/weights.bin", "4", "8")))) {
            assertThat(file.tensor("w").toFloatArray()).containsExactly(5, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "data/../../secret", "/etc/passwd"})
    void weightsOutsideTheModelsFolderAreNotRead(String location) throws Exception {
        Path file = file(TinyOnnx.external(location, "0", "8"));
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("outside the model's folder");
    }

    @Test
    void aLinkOutOfTheModelsFolderIsNotFollowed(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.write(elsewhere.resolve("secret"), new byte[8]);
        Files.createSymbolicLink(folder.resolve("weights.bin"), secret);
        try (Checkpoint file = Checkpoint.open(file(TinyOnnx.external("weights.bin", "0", "8")))) {
            assertThatThrownBy(() -> file.tensor("w"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("outside the model's folder");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 12, takes 8 bytes",
        "4, 8, has only 8",
        "9223372036854775807, 8, has only 8",
        "-8, 8, negative",
        "x, 8, place in another file"
    })
    void placesInOtherFilesAreChecked(String offset, String length, String problem)
            throws Exception {
        Files.write(folder.resolve("weights.bin"), new byte[8]);
        Path file = file(TinyOnnx.external("weights.bin", offset, length));
        assertThatThrownBy(
                        () -> {
                            try (Checkpoint open = Checkpoint.open(file)) {
                                open.tensor("w");
                            }
                        })
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("\"w\"")
                .hasMessageContaining(problem);
    }

    @Test
    void sizesThatDoNotFitAreRefused() throws Exception {
        Path few = file(TinyOnnx.of(TinyOnnx.raw("w", 1, 2).addDims(1L << 40)));
        assertThatThrownBy(() -> Checkpoint.open(few))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("8 are there");
        Path negative = file(TinyOnnx.of(TinyOnnx.raw("w", 1, 2).addDims(-2)));
        assertThatThrownBy(() -> Checkpoint.open(negative)).hasMessageContaining("negative size");
        Path huge = file(TinyOnnx.of(TinyOnnx.raw("w", 1).addDims(1L << 40).addDims(1L << 40)));
        assertThatThrownBy(() -> Checkpoint.open(huge)).hasMessageContaining("too large");
        Path unknown = file(TinyOnnx.of(TinyOnnx.raw("w", 1).addDims(1).setDataType(99)));
        assertThatThrownBy(() -> Checkpoint.open(unknown)).hasMessageContaining("type 99");
    }

    @Test
    void whatIsNoModelIsRefused() throws Exception {
        Path empty = file(new byte[20]);
        assertThatThrownBy(() -> Checkpoint.open(empty))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no ONNX model");
        byte[] model = TinyOnnx.model();
        Path cut = file(java.util.Arrays.copyOf(model, model.length - 5));
        assertThatThrownBy(() -> Checkpoint.open(cut)).isInstanceOf(CheckpointException.class);
    }
}
