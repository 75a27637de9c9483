package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.MemoryPool;
import dev.vitrine.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were made to hurt: each must end in an exception that says what is wrong with it. */
class HostileFileTests {

    @TempDir Path folder;

    private AbstractThrowableAssert<?, ?> reading(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return assertThatThrownBy(
                        () -> {
                            try (Checkpoint open = Checkpoint.open(file)) {
                                open.tensors().values().forEach(Tensor::close);
                            }
                        })
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(name);
    }

    @Nested
    class SafeTensorsFiles {

        private byte[] file(String header, int dataBytes) {
            byte[] json = header.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(8 + json.length + dataBytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .put(json)
                    .array();
        }

        private String array(String name, String type, String shape, String offsets) {
            return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
                    .formatted(name, type, shape, offsets);
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 1, 1000, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE, -1})
        void headerLengthsBeyondTheFileAreRefused(long length) throws Exception {
            byte[] file = file("{}", 0);
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            reading("a.safetensors", file).hasMessageContaining("header of");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "F32 | [2]  | [0, 4]   | F32 (2,) takes 8 bytes",
                    "F32 | [2]  | [0, 16]  | the file is truncated",
                    "F32 | [2]  | [0, 7]   | takes 8 bytes",
                    "F32 | [2]  | [4, 12]  | the array before it ends at 0",
                    "F32 | [2]  | [-8, 0]  | impossible",
                    "F32 | [2]  | [8, 0]   | impossible",
                    "F32 | [4]  | [0, 16]  | the file is truncated",
                    "F32 | [-2] | [0, 8]   | negative size",
                    "F32 | [1]  | [0, 4]   | its arrays end at 4",
                    "F32 | [4611686018427387904] | [0, 0] | too large",
                    "F32 | [4294967296, 4294967296] | [0, 0] | too large",
                    "F32 | [2]  | [0, 99999999999999999999] | out of range",
                    "F32 | [2]  | [0]      | one is missing",
                    "F32 | [2]  | [0, 8, 8] | more than 2 numbers",
                    "F32 | [2.0] | [0, 8]  | a fraction",
                    "F32 | 2    | [0, 8]   | a list",
                    "F33 | [2]  | [0, 8]   | \"F33\"",
                })
        void placesTypesAndShapesAreChecked(
                String type, String shape, String offsets, String problem) throws Exception {
            reading("a.safetensors", file("{" + array("w", type, shape, offsets) + "}", 8))
                    .hasMessageContaining(problem);
        }

        @Test
        void arraysThatOverlapAreRefused() throws Exception {
            String header =
                    "{"
                            + array("a", "F32", "[2]", "[0, 8]")
                            + ","
                            + array("b", "F32", "[2]", "[4, 12]")
                            + "}";
            reading("a.safetensors", file(header, 12))
                    .hasMessageContaining("\"b\"")
                    .hasMessageContaining("the array before it ends at 8");
        }

        @Test
        void aNameThatIsThereTwiceIsRefused() throws Exception {
            String header =
                    "{"
                            + array("a", "F32", "[1]", "[0, 4]")
                            + ","
                            + array("a", "F32", "[1]", "[4, 8]")
                            + "}";
            reading("a.safetensors", file(header, 8)).hasMessageContaining("uplicate");
        }

        @Test
        void manyAxesAndDeepNestingAreRefused() throws Exception {
            String shape = "[" + "1,".repeat(1000) + "1]";
            reading("a.safetensors", file("{" + array("w", "F32", shape, "[0, 4]") + "}", 4))
                    .hasMessageContaining("more than 64 numbers");
            String deep = "{\"w\":{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
            reading("a.safetensors", file(deep, 0)).hasMessageContaining("nesting depth");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{\"a\":", "{}x", "{} {}", "{\"a\":1}", "{\"__metadata__\":{\"a\":1}}"})
        void headersThatAreNoHeadersAreRefused(String header) throws Exception {
            reading("a.safetensors", file(header, 0));
        }

        @Test
        void namesOfAnyLengthDoNotFloodTheMessage() throws Exception {
            String name = "n".repeat(40_000);
            reading("a.safetensors", file("{" + array(name, "F32", "[2]", "[0, 4]") + "}", 4))
                    .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(1000));
        }

        @Test
        void everyFlippedBitOfOurOwnFilesIsNoticed() throws Exception {
            Path path = folder.resolve("ours.safetensors");
            Checkpoint.save(path, Map.of("w", Tensor.of(new float[] {1, 2, 3}, 3)));
            byte[] whole = Files.readAllBytes(path);
            String text = new String(whole, StandardCharsets.ISO_8859_1);
            int key = text.indexOf(SafeTensors.CHECKSUM);
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                boolean inKey = bit / 8 >= key && bit / 8 < key + SafeTensors.CHECKSUM.length();
                boolean inMetadata = bit / 8 < key && bit / 8 >= text.indexOf(SafeTensors.METADATA);
                if (!inKey && !inMetadata) { // without its name, a checksum is a text like others
                    byte[] flipped = whole.clone();
                    flipped[bit / 8] ^= (byte) (1 << bit % 8);
                    reading("flipped.safetensors", flipped);
                }
            }
        }
    }

    @Nested
    class NumpyFiles {

        private byte[] npy(String header, int dataBytes) {
            byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
            return ByteBuffer.allocate(10 + text.length + dataBytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                    .putShort((short) text.length)
                    .put(text)
                    .array();
        }

        private String header(String descr, String fortran, String shape) {
            return "{'descr': %s, 'fortran_order': %s, 'shape': %s, }\n"
                    .formatted(descr, fortran, shape);
        }

        private byte[] zip(String name, byte[] content, boolean deflated) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.setLevel(deflated ? 9 : 0);
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
            }
            return bytes.toByteArray();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '"',
                value = {
                    "'<f4' ; False ; (3,) ; the file is truncated",
                    "'<f4' ; False ; (1,) ; the file is too long",
                    "'<f4' ; False ; (99999999999999999999,) ; no number",
                    "'<f4' ; False ; (4294967296, 4294967296) ; too large",
                    "'<f4' ; False ; (-2,) ; no number",
                    "'<f4' ; False ; (2) ; no tuple",
                    "'<f4' ; False ; (2 1) ; comma",
                    "'<f4' ; Maybe ; (2,) ; neither True nor False",
                    "'<c8' ; False ; (1,) ; \"<c8\"",
                    "'|O'  ; False ; (1,) ; \"|O\"",
                    "'>>f4' ; False ; (2,) ; \">>f4\"",
                    "''    ; False ; (2,) ; \"\"",
                    "[('a', '<f4')] ; False ; (2,) ; records",
                    "__import__('os') ; False ; (2,) ; lacks a string",
                    "'<f4' ; False ; (2,), 'shape': (2,) ; twice",
                    "'<f4' ; False ; (2,), 'evil': 'x' ; unknown key",
                })
        void headersAreChecked(String descr, String fortran, String shape, String problem)
                throws Exception {
            reading("a.npy", npy(header(descr, fortran, shape), 8)).hasMessageContaining(problem);
        }

        @Test
        void headersWithoutEndAreRefused() throws Exception {
            reading("a.npy", npy("{'descr': '<f4", 0)).hasMessageContaining("without end");
            reading("a.npy", npy("", 0)).hasMessageContaining("lacks a \"{\"");
            byte[] longer = npy(header("'<f4'", "False", "(2,)"), 8);
            longer[8] = (byte) 0xFF;
            longer[9] = 0x20;
            reading("a.npy", longer).hasMessageContaining("ends within its header");
            longer[9] = (byte) 0xFF;
            reading("a.npy", longer).hasMessageContaining("more than 10,000");
            longer[6] = 9;
            reading("a.npy", longer).hasMessageContaining("npy version 9.0");
        }

        @Test
        void pickledObjectsAreNeverRead() throws Exception {
            reading("objects.npz", Files.readAllBytes(Resources.file("objects.npz")))
                    .hasMessageContaining("|O");
        }

        @ParameterizedTest
        @ValueSource(strings = {"../w.npy", "a/../../w.npy", "/w.npy", "..\\w.npy", "a\nb.npy"})
        void namesThatLeaveTheTreeAreRefused(String name) throws Exception {
            byte[] array = npy(header("'<f4'", "False", "(2,)"), 8);
            reading("a.npz", zip(name, array, true)).hasMessageContaining("no name within a tree");
        }

        @Test
        void otherZipFilesAreRefused() throws Exception {
            reading("model.npz", zip("archive/data.pkl", new byte[10], true))
                    .hasMessageContaining("data.pkl")
                    .hasMessageContaining("safetensors");
        }

        /** 1.1 GiB of zeros in 5 MB. */
        @Test
        void zipBombsAreNotUnpacked() throws Exception {
            long used = MemoryPool.shared().statistics().peak();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.setLevel(1);
                zip.putNextEntry(new ZipEntry("bomb.npy"));
                zip.write(npy(header("'<f4'", "False", "(288358400,)"), 0));
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 1100; i++) {
                    zip.write(zeros);
                }
            }
            reading("bomb.npz", bytes.toByteArray()).hasMessageContaining("zip bombs");
            assertThat(MemoryPool.shared().statistics().peak()).isEqualTo(used);
        }

        @Test
        void sizesThatNoCompressionReachesAreRefused() throws Exception {
            byte[] zip = zip("w.npy", npy(header("'<f4'", "False", "(2,)"), 8), true);
            int directory = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
            ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 900 << 20);
            reading("a.npz", zip).hasMessageContaining("impossible");
        }

        @Test
        void everyFlippedBitOfAnEntryIsNoticed() throws Exception {
            Path path = folder.resolve("ours.npz");
            Checkpoint.save(path, Map.of("w", Tensor.of(new float[] {1, 2, 3}, 3)));
            byte[] whole = Files.readAllBytes(path);
            String text = new String(whole, StandardCharsets.ISO_8859_1);
            int from = text.indexOf("\u0093NUMPY");
            int to = text.indexOf("PK\1\2");
            for (int bit = 8 * from; bit < 8 * to; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                reading("flipped.npz", flipped);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"reference.npz", "compressed.npz", "fortran.npy"})
        void everyTruncationIsNoticed(String name) throws Exception {
            byte[] whole = Files.readAllBytes(Resources.file(name));
            for (int length = 0; length < whole.length; length += 1 + length / 50) {
                reading("cut-" + name, Arrays.copyOf(whole, length));
            }
        }
    }
}
