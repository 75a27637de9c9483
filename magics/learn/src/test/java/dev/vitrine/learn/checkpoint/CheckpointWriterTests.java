package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointWriterTests {

    @TempDir Path folder;

    /** What reference.py calls arrays(). */
    private static CheckpointWriter reference() {
        CheckpointWriter writer = new CheckpointWriter();
        for (ElementType type : ElementType.values()) {
            String name = "types/" + type.name().toLowerCase();
            double[] values = Resources.values(type, 10);
            if (type.isFloating()) {
                writer.add(name, Tensor.of(values, 2, 5), type);
            } else {
                long[] integers = Arrays.stream(values).mapToLong(v -> (long) v).toArray();
                writer.add(name, integers, type, 2, 5);
            }
        }
        return writer.add("params/head/kernel", floats(3, 4), ElementType.F32)
                .add("params/head/bias", floats(4), ElementType.F32)
                .add("params/scalar", floats(), ElementType.F64)
                .add("params/empty", floats(0, 3), ElementType.F32)
                .add("params/deep", floats(2, 3, 4, 5), ElementType.F32);
    }

    private static Tensor floats(long... shape) {
        return Tensor.of(
                Resources.values(
                        ElementType.F64, Arrays.stream(shape).reduce(1, Math::multiplyExact)),
                shape);
    }

    /** Left in the build folder, where {@code reference.py check} reads them with NumPy. */
    @Test
    void whatPythonWritesIsWhatWeWrite() {
        Path built = Path.of("target", "checkpoint");
        reference().write(built.resolve("ours.npz"));
        reference().metadata("made by", "vitrine").write(built.resolve("ours.safetensors"));
        try (Checkpoint python = Checkpoint.open(Resources.file("reference.safetensors"));
                Checkpoint safetensors = Checkpoint.open(built.resolve("ours.safetensors"));
                Checkpoint npz = Checkpoint.open(built.resolve("ours.npz"))) {
            for (Checkpoint ours : List.of(safetensors, npz)) {
                assertThat(ours.arrays()).containsExactlyInAnyOrderEntriesOf(python.arrays());
                for (String name : python.arrays().keySet()) {
                    assertThat(ours.tensor(name).toDoubleArray())
                            .as(name)
                            .containsExactly(python.tensor(name).toDoubleArray());
                }
            }
            assertThat(safetensors.metadata()).isEqualTo(Map.of("made by", "vitrine"));
        }
    }

    /** Large enough to be mapped, and longer than the pieces in which arrays are handled. */
    @ParameterizedTest
    @ValueSource(strings = {"large.safetensors", "large.npz", "large.npy"})
    void largeArraysComeBackToTheLastBit(String name) {
        Tensor tensor = new Philox(1).normal(300, 1001);
        Checkpoint.save(folder.resolve(name), Map.of("large", tensor));
        try (Checkpoint file = Checkpoint.open(folder.resolve(name))) {
            assertThat(file.tensor("large").toFloatArray()).isEqualTo(tensor.toFloatArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"same.safetensors", "same.npz"})
    void equalContentsAreEqualFiles(String name) throws Exception {
        reference().write(folder.resolve(name));
        byte[] first = Files.readAllBytes(folder.resolve(name));
        reference().write(folder.resolve(name));
        assertThat(Files.readAllBytes(folder.resolve(name))).isEqualTo(first);
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void aWriterThatFailsLeavesTheOldFile() throws Exception {
        Path file = folder.resolve("model.safetensors");
        Tensor tensor = Tensor.ones(3);
        Checkpoint.save(file, Map.of("w", tensor));
        byte[] before = Files.readAllBytes(file);
        Tensor closed = Tensor.zeros(100_000);
        CheckpointWriter writer = new CheckpointWriter().add("v", tensor).add("w", closed);
        closed.close();
        assertThatThrownBy(() -> writer.write(file)).isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    }

    @Test
    void missingFoldersAreMadeAndImpossibleOnesNamed() throws Exception {
        Path file = folder.resolve("runs/1/model.npz");
        Checkpoint.save(file, Map.of("w", Tensor.ones(3)));
        assertThat(file).exists();
        Path below = Files.writeString(folder.resolve("plain"), "").resolve("model.npz");
        assertThatThrownBy(() -> Checkpoint.save(below, Map.of("w", Tensor.ones(3))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("plain");
    }

    @Test
    void anOpenCheckpointStaysReadableWhenItIsReplaced() {
        Path file = folder.resolve("model.safetensors");
        Checkpoint.save(file, Map.of("w", Tensor.ones(100_000)));
        try (Checkpoint open = Checkpoint.open(file)) {
            Checkpoint.save(file, Map.of("w", Tensor.zeros(7)));
            assertThat(open.tensor("w").sum().item()).isEqualTo(100_000);
        }
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        CheckpointWriter writer = new CheckpointWriter().add("w", Tensor.ones(3));
        assertThatThrownBy(() -> writer.add("w", Tensor.ones(1)))
                .hasMessageContaining("two arrays");
        assertThatThrownBy(() -> writer.add("__metadata__", Tensor.ones(1)))
                .hasMessageContaining("no name");
        assertThatThrownBy(() -> writer.add("i", Tensor.ones(1), ElementType.I32))
                .hasMessageContaining("F16, BF16, F32 or F64");
        assertThatThrownBy(() -> writer.add("i", new long[] {128}, ElementType.I8, 1))
                .hasMessageContaining("I8 cannot hold 128");
        assertThatThrownBy(() -> writer.add("i", new long[] {2}, ElementType.BOOL, 1))
                .hasMessageContaining("BOOL cannot hold 2");
        assertThatThrownBy(() -> writer.add("i", new long[] {2}, ElementType.I8, 3))
                .hasMessageContaining("(3,)");
        assertThatThrownBy(() -> writer.write(folder.resolve("model.bin")))
                .hasMessageContaining(".safetensors, .npz or .npy");
        writer.add("v", Tensor.ones(3));
        assertThatThrownBy(() -> writer.write(folder.resolve("model.npy")))
                .hasMessageContaining("one array, not 2");
        writer.metadata("a", "b");
        assertThatThrownBy(() -> writer.write(folder.resolve("model.npz")))
                .hasMessageContaining("metadata");
    }

    @Test
    void namesAndTextsOfEveryLanguageSurvive() {
        Path file = folder.resolve("names.safetensors");
        Path npz = folder.resolve("names.npz");
        List<String> names = List.of("größe", "重み/层_0", "a \"b\" \\ c", "😀");
        CheckpointWriter writer = new CheckpointWriter();
        names.forEach(name -> writer.add(name, Tensor.ones(2)));
        writer.write(npz);
        writer.metadata("notes", "line 1\nline 2 \u2713 \"x\"").write(file);
        try (Checkpoint first = Checkpoint.open(file);
                Checkpoint second = Checkpoint.open(npz)) {
            assertThat(first.arrays().keySet()).containsExactlyElementsOf(names);
            assertThat(second.arrays().keySet()).containsExactlyElementsOf(names);
            assertThat(first.metadata()).containsEntry("notes", "line 1\nline 2 \u2713 \"x\"");
        }
    }

    @Test
    void unsignedIntegersUseTheirWholeRange() {
        Path file = folder.resolve("unsigned.safetensors");
        new CheckpointWriter()
                .add("u64", new long[] {-1, 1}, ElementType.U64, 2)
                .add("u32", new long[] {0xFFFFFFFFL}, ElementType.U32, 1)
                .write(file);
        try (Checkpoint open = Checkpoint.open(file)) {
            assertThat(open.longs("u32")).containsExactly(0xFFFFFFFFL);
            assertThat(open.tensor("u64").toDoubleArray()).containsExactly(0x1p64, 1);
            assertThatThrownBy(() -> open.longs("u64"))
                    .hasMessageContaining("18446744073709551615");
        }
    }

    @Test
    void arraysAreAligned() throws Exception {
        Path file = folder.resolve("mixed.safetensors");
        new CheckpointWriter()
                .add("bytes", new long[] {1, 2, 3}, ElementType.U8, 3)
                .add("doubles", floats(3))
                .write(file);
        String header = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(header)
                .contains("\"doubles\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}");
        assertThat(Files.readAllBytes(file)[0] % 8).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
