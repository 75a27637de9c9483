package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads files with random damage. Each must be read, or end in a {@link CheckpointException} that
 * names it; and what has a checksum must never yield values that nobody wrote.
 *
 * <p>{@code -Dvitrine.fuzz.files=100000} asks for more, {@code -Dvitrine.fuzz.seed=N} for other
 * ones.
 */
class CheckpointFuzzTests {

    private static final int FILES = Integer.getInteger("vitrine.fuzz.files", 3000);
    private static final long SEED = Long.getLong("vitrine.fuzz.seed", 20);

    @TempDir Path folder;

    /** Undamaged files, with whether all their values are under a checksum. */
    private record Original(String name, byte[] content, boolean checked) {}

    @Test
    @Timeout(value = 30 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void damagedFilesAreReadOrRefusedClearly() throws Exception {
        System.out.printf("Fuzzing %,d files with seed %d%n", FILES, SEED);
        List<Original> originals = originals();
        Set<String> genuine = new HashSet<>();
        for (Original original : originals) {
            genuine.addAll(
                    contents(Files.write(folder.resolve(original.name()), original.content()))
                            .values());
        }
        Random random = new Random(SEED);
        Map<String, int[]> outcomes = new LinkedHashMap<>();
        for (int i = 0; i < FILES; i++) {
            Original original = originals.get(i % originals.size());
            Original other = originals.get(random.nextInt(originals.size()));
            byte[] damaged = new Damage(random).apply(original.content(), other.content());
            Path file = Files.write(folder.resolve(original.name()), damaged);
            int[] outcome = outcomes.computeIfAbsent(original.name(), name -> new int[2]);
            try {
                Map<String, String> contents = contents(file);
                outcome[0]++;
                if (original.checked() && hasChecksum(damaged)) {
                    assertThat(genuine).containsAll(contents.values());
                }
            } catch (CheckpointException e) {
                outcome[1]++;
                if (!e.getMessage().contains(original.name()) || e.getMessage().length() > 2000) {
                    throw new AssertionError(kept(i, damaged), e);
                }
            } catch (RuntimeException | Error e) {
                throw new AssertionError(kept(i, damaged), e);
            }
        }
        outcomes.forEach(
                (name, outcome) ->
                        System.out.printf(
                                "%-24s %,7d read, %,7d refused%n", name, outcome[0], outcome[1]));
    }

    private static String kept(int i, byte[] damaged) {
        try {
            Path kept = Files.write(Path.of("target", "fuzz-" + SEED + "-" + i), damaged);
            return "file %d of seed %d, kept as %s".formatted(i, SEED, kept);
        } catch (IOException e) {
            return "file %d of seed %d".formatted(i, SEED);
        }
    }

    private List<Original> originals() throws IOException {
        Path ours = folder.resolve("ours.safetensors");
        new CheckpointWriter()
                .add("a/kernel", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3))
                .add("a/bias", Tensor.of(new float[] {7, 8}, 2), ElementType.BF16)
                .add("steps", new long[] {1, 2, 3}, ElementType.I64, 3)
                .metadata("step", "17")
                .write(ours);
        return List.of(
                new Original("ours.safetensors", Files.readAllBytes(ours), true),
                read("reference.safetensors", false),
                read("reference.npz", true),
                read("compressed.npz", true),
                read("fortran.npy", false),
                new Original("tiny.onnx", TinyOnnx.model(), false));
    }

    private static Original read(String name, boolean checked) throws IOException {
        return new Original(name, Files.readAllBytes(Resources.file(name)), checked);
    }

    /** Damage to the very name of the checksum makes a file that never had one. */
    private static boolean hasChecksum(byte[] content) {
        return content[0] == 'P'
                || new String(content, StandardCharsets.ISO_8859_1)
                        .contains("\"" + SafeTensors.METADATA + "\":{\"" + SafeTensors.CHECKSUM);
    }

    /** Type, shape and values of every array. */
    @SuppressWarnings("try") // the scope is only closed
    private static Map<String, String> contents(Path file) {
        Map<String, String> contents = new LinkedHashMap<>();
        try (Checkpoint open = Checkpoint.open(file);
                Scope scope = Scope.open()) {
            open.arrays()
                    .forEach(
                            (name, info) -> {
                                double[] values = open.tensor(name).toDoubleArray();
                                assertThat((long) values.length).isEqualTo(info.length());
                                contents.put(name, info + Arrays.toString(values));
                            });
        }
        return contents;
    }
}
