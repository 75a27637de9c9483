package dev.vitrine.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.Tokenizer;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessTests {

    private static final Seed SEED = new Seed(11);

    private static ImageArray row(boolean bytes, int... values) {
        if (bytes) {
            byte[] narrow = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                narrow[i] = (byte) values[i];
            }
            return ImageArray.ofBytes(1, values.length, 1, narrow);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return ImageArray.ofFloats(1, values.length, 1, floats);
    }

    /** Every pixel has its own value: 100 · row + column. */
    private static ImageArray numbered(int height, int width) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100f * (i / width) + i % width;
        }
        return ImageArray.ofFloats(height, width, 1, values);
    }

    private static ImageArray apply(String text, ImageArray image) {
        return Preprocess.parse(text).image(image, SEED);
    }

    private static Map<String, Object> apply(String text, Map<String, Object> example) {
        return Preprocess.parse(text).apply(example, SEED);
    }

    @Nested
    class Resizing {

        /** By hand from the definitions, with pixel centres at halves. */
        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                value = {
                    "resize((1,2)); 0 10 20 30; 5 25",
                    "resize((1,2), antialias=True); 0 10 20 30; 7.142857 22.857143",
                    "resize((1,4)); 0 8; 0 2 6 8",
                    "resize((1,4), antialias=True); 0 8; 0 2 6 8",
                    "resize((1,2), 'area'); 0 3 9; 1 7",
                    "resize((1,2), method='nearest'); 1 2 3 4; 2 4",
                    "resize((1,3), 'area'); 0 6; 0 3 6",
                    "resize_long(2); 0 3 9; 1 7",
                })
        void followsItsDefinition(String operation, String from, String to) {
            int[] values = Arrays.stream(from.split(" ")).mapToInt(Integer::parseInt).toArray();
            float[] expected = new float[to.split(" ").length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = Float.parseFloat(to.split(" ")[i]);
            }
            assertThat(apply(operation, row(false, values)).values())
                    .containsExactly(expected, within(1e-5f));
        }

        /** By area where resize is bilinear, which would take the middle alone. */
        @Test
        void ofTheSmallerSideIsByArea() {
            ImageArray dot = ImageArray.ofFloats(3, 3, 1, new float[] {0, 0, 0, 0, 9, 0, 0, 0, 0});
            assertThat(apply("resize_small(1)", dot).values())
                    .containsExactly(new float[] {1}, within(1e-6f));
            assertThat(apply("resize(1)", dot).values())
                    .containsExactly(new float[] {9}, within(1e-6f));
        }

        @Test
        void ofBytesGivesBytesWithTheFractionCutOff() {
            ImageArray half = apply("resize((1,1), 'area')", row(true, 0, 1));
            assertThat(half.isBytes()).isTrue();
            assertThat(half.values()).containsExactly(0f);
            assertThat(apply("resize((1,2))", row(true, 1, 2, 254, 255)).values())
                    .containsExactly(1f, 254f);
        }

        /** Sums of weights that are not quite 1 must not make 127 of 128. */
        @ParameterizedTest
        @ValueSource(strings = {"bilinear", "bicubic", "area", "nearest"})
        void ofOneColourLeavesTheColour(String method) {
            for (int side : new int[] {1, 2, 5, 11, 13, 29}) {
                byte[] grey = new byte[11 * 11];
                Arrays.fill(grey, (byte) 128);
                ImageArray result =
                        apply(
                                "resize(%d, '%s', antialias=True)".formatted(side, method),
                                ImageArray.ofBytes(11, 11, 1, grey));
                assertThat(result.values()).containsOnly(128f);
            }
        }

        @Test
        void cubicStaysWithinWhatAByteHolds() {
            ImageArray sharp = apply("resize((1,16), 'bicubic')", row(true, 0, 255, 0, 255));
            for (float value : sharp.values()) {
                assertThat(value).isBetween(0f, 255f);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "resize_small(256), 300, 400, 256, 341",
            "resize_small(256), 400, 300, 341, 256",
            "resize_small(5), 2, 3, 5, 8",
            "resize_long(100), 300, 400, 75, 100",
            "resize_long(2), 1, 1000, 1, 2",
        })
        void keepsTheShape(String operation, int height, int width, int toHeight, int toWidth) {
            ImageArray result =
                    apply(
                            operation.replace(';', ','),
                            ImageArray.ofFloats(height, width, 1, new float[height * width]));
            assertThat(List.of(result.height(), result.width())).containsExactly(toHeight, toWidth);
        }

        @Test
        void isTheSameAlongBothAxes() {
            ImageArray image = numbered(6, 4);
            ImageArray result = apply("resize((3, 2))", image);
            assertThat(result.at(0, 0, 0)).isCloseTo(50.5f, within(1e-4f));
            assertThat(result.at(2, 1, 0)).isCloseTo(452.5f, within(1e-4f));
        }
    }

    @Nested
    class Cropping {

        @Test
        void centralTakesTheMiddleRoundedDown() {
            assertThat(apply("central_crop((2,3))", numbered(5, 6)).at(0, 0, 0)).isEqualTo(101);
            ImageArray square = apply("central_crop", numbered(4, 9));
            assertThat(List.of(square.height(), square.width())).containsExactly(4, 4);
            assertThat(square.at(0, 0, 0)).isEqualTo(2);
        }

        @Test
        void randomReachesEveryPlaceAndNoOther() {
            Set<Float> corners = new HashSet<>();
            Preprocess crop = Preprocess.parse("random_crop((3, 2))");
            for (int i = 0; i < 300; i++) {
                ImageArray part = crop.image(numbered(5, 4), new Seed(i));
                assertThat(part.at(2, 1, 0)).isEqualTo(part.at(0, 0, 0) + 201);
                corners.add(part.at(0, 0, 0));
            }
            assertThat(corners)
                    .containsExactlyInAnyOrder(0f, 1f, 2f, 100f, 101f, 102f, 200f, 201f, 202f);
        }

        @Test
        void inceptionKeepsAreaAndShapeWithinBounds() {
            Preprocess crop = Preprocess.parse("inception_crop(area_min=20, area_max=80)");
            ImageArray image = numbered(60, 90);
            for (int i = 0; i < 500; i++) {
                ImageArray part = crop.image(image, new Seed(i));
                double share = part.height() * part.width() / (60.0 * 90);
                assertThat(share).isBetween(0.2, 0.8);
                // Rounding to whole pixels moves the ratio by at most half a pixel.
                assertThat((part.width() + 0.5) / part.height()).isGreaterThan(0.75);
                assertThat((part.width() - 0.5) / part.height()).isLessThan(1.33);
            }
            assertThat(Preprocess.parse("inception_crop(8)").image(image, SEED).height())
                    .isEqualTo(8);
        }

        @Test
        void inceptionGivesUpOnImpossibleShapes() {
            ImageArray thin = numbered(100, 2);
            ImageArray part = apply("inception_crop(area_min=90, area_max=100)", thin);
            assertThat(part.values()).isEqualTo(thin.values());
        }

        @Test
        void flipsHalfOfTheImages() {
            Preprocess flip = Preprocess.parse("flip_lr");
            int flipped = 0;
            for (int i = 0; i < 1000; i++) {
                ImageArray result = flip.image(numbered(2, 3), new Seed(i));
                float first = result.at(1, 0, 0);
                assertThat(first).isIn(100f, 102f);
                flipped += first == 102f ? 1 : 0;
            }
            assertThat(flipped).isBetween(440, 560);
        }

        @Test
        void sameSeedSamePicture() {
            Preprocess train = Preprocess.parse("inception_crop(7)|flip_lr|random_crop(5)");
            float[] first = train.image(numbered(20, 30), new Seed(1)).values();
            assertThat(train.image(numbered(20, 30), new Seed(1)).values()).isEqualTo(first);
            assertThat(train.image(numbered(20, 30), new Seed(2)).values()).isNotEqualTo(first);
        }
    }

    /** Bytes before and after, changed as the augmentation of that name changes them. */
    @Test
    void randaugIsRandAugmentOnBytes() {
        byte[] pixels = new byte[9 * 7 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (37 * i);
        }
        ImageArray image = ImageArray.ofBytes(9, 7, 3, pixels);
        assertThat(apply("randaug(0)", image).values()).containsExactly(image.values());
        Preprocess two = Preprocess.parse("randaug(2, 15)");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            ImageArray result = two.image(image, new Seed(i));
            assertThat(result).hasToString("9 x 7 x 3 bytes");
            for (float value : result.values()) {
                assertThat(value).isBetween(0f, 255f).isEqualTo(Math.round(value));
            }
            assertThat(two.image(image, new Seed(i)).values()).containsExactly(result.values());
            seen.add(Arrays.toString(result.values()));
        }
        assertThat(seen).hasSizeGreaterThan(20);
        assertThatThrownBy(() -> apply("value_range|randaug", image))
                .hasMessageContaining("randaug works on bytes, and belongs before value_range");
    }

    @Test
    void valueRangeMapsTheEndsAndTheMiddle() {
        ImageArray image = ImageArray.ofFloats(1, 3, 1, new float[] {0, 255, 127.5f});
        assertThat(apply("value_range", image).values()).containsExactly(-1f, 1f, 0f);
        assertThat(apply("value_range(0, 1)", image).values()).containsExactly(0f, 1f, 0.5f);
        assertThat(apply("value_range(-1, 1, 0, 100, clip_values=True)", image).values())
                .containsExactly(-1f, 1f, 1f);
        ImageArray colour = ImageArray.ofFloats(1, 1, 3, new float[] {10, 10, 10});
        assertThat(apply("value_range(0, 1, (0, 10, 0), (10, 20, 40))", colour).values())
                .containsExactly(1f, 0f, 0.25f);
        assertThat(apply("vgg_value_range", colour).values()[0])
                .isCloseTo((10 - 0.485f * 255) / (0.229f * 255), within(1e-6f));
    }

    @Nested
    class Examples {

        @Test
        void onehotMarksTheLabelAndNothingOutOfRange() {
            String text = "onehot(3, key='label', key_result='labels')|keep('labels')";
            Map<String, Object> result = apply(text, Map.of("label", 2, "image", "x"));
            assertThat(result).containsOnlyKeys("labels");
            assertThat((float[]) result.get("labels")).containsExactly(0, 0, 1);
            assertThat((float[]) apply(text, Map.of("label", -1)).get("labels"))
                    .containsExactly(0, 0, 0);
            assertThat(
                            (float[])
                                    apply(
                                                    "onehot(3, on=0.9, off=0.1)",
                                                    Map.of("labels", new int[] {0, 2, 2}))
                                            .get("labels"))
                    .containsExactly(0.9f, 0.1f, 0.9f);
            assertThat(
                            (float[][])
                                    apply(
                                                    "onehot(2, multi=False)",
                                                    Map.of("labels", new int[] {1, 0}))
                                            .get("labels"))
                    .isDeepEqualTo(new float[][] {{0, 1}, {1, 0}});
        }

        @Test
        void keysAreKeptDroppedCopiedAndSet() {
            Map<String, Object> example = Map.of("a", 1, "b", 2, "c", 3);
            assertThat(apply("keep('a', 'c')", example)).isEqualTo(Map.of("a", 1, "c", 3));
            assertThat(apply("drop('a')", example)).isEqualTo(Map.of("b", 2, "c", 3));
            assertThat(apply("copy('a', 'd')|keep('d')", example)).isEqualTo(Map.of("d", 1));
            assertThat(apply("setdefault('a', 9)|setdefault('e', 'x')", example))
                    .containsEntry("a", 1)
                    .containsEntry("e", "x");
            assertThat(apply("lower(inkey='t', outkey='l')", Map.of("t", "Big CAT")))
                    .containsEntry("l", "big cat")
                    .containsEntry("t", "Big CAT");
            assertThat(apply("strfmt('a {x} of {y}', outkey='t')", Map.of("x", "$1", "y", 2)))
                    .containsEntry("t", "a $1 of 2");
        }

        @Test
        void choicePicksTheSameElementsForAllKeys() {
            Map<String, Object> example =
                    Map.of("text", List.of("a", "b", "c"), "id", List.of(1, 2, 3));
            Set<Object> seen = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                Map<String, Object> one =
                        Preprocess.parse("choice(key=('text', 'id'))").apply(example, new Seed(i));
                int id = (int) one.get("id");
                assertThat(one.get("text")).isEqualTo("" + (char) ('a' + id - 1));
                seen.add(id);
            }
            assertThat(seen).hasSize(3);
            assertThat(apply("choice(3, 'id')", example).get("id")).isEqualTo(List.of(1, 2, 3));
        }

        @Test
        void choiceMayBeOfManyAndUnderOtherNames() {
            Map<String, Object> example =
                    Map.of("text", List.of("a", "b", "c"), "id", List.of(1, 2, 3));
            Set<Object> sizes = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                Map<String, Object> some =
                        Preprocess.parse("choice((1, 2), inkey=('text', 'id'), outkey='{key}s')")
                                .apply(example, new Seed(i));
                assertThat(some).containsEntry("id", List.of(1, 2, 3));
                List<?> ids = (List<?>) some.get("ids");
                assertThat((List<?>) some.get("texts")).hasSameSizeAs(ids);
                assertThat(ids).doesNotHaveDuplicates();
                sizes.add(ids.size());
            }
            assertThat(sizes).containsExactlyInAnyOrder(1, 2);
            assertThat(apply("choice(5, 'id', fewer_ok=True)", example))
                    .containsEntry("id", List.of(1, 2, 3));
            assertThat(apply("choice((2, 9), 'id')", example).get("id"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSizeBetween(2, 3);
            assertThatThrownBy(() -> apply("choice((4, 9), 'id')", example))
                    .hasMessageContaining("4 elements of \"id\" wanted, but it has 3");
        }

        @Test
        void tokensArePaddedOnEitherSide() {
            Map<String, Object> example = Map.of("p", new int[] {1, 2});
            for (String[] side :
                    new String[][] {
                        {"after", "[1, 2, 0, 0, 0]"},
                        {"before", "[0, 0, 0, 1, 2]"},
                        {"both", "[0, 1, 2, 0, 0]"}
                    }) {
                String text = "pad_to_shape((5,), where='%s', key='p')".formatted(side[0]);
                assertThat(Arrays.toString((int[]) apply(text, example).get("p")))
                        .isEqualTo(side[1]);
            }
        }

        @Test
        void tokensAreJoinedAndPadded() {
            Map<String, Object> example = Map.of("p", new int[] {1, 2}, "s", new int[] {3});
            Map<String, Object> result =
                    apply("concat(('p', 's'), 'all')|pad_to_shape((5,), -1, key='all')", example);
            assertThat((int[]) result.get("all")).containsExactly(1, 2, 3, -1, -1);
        }

        /** big_vision's examples: "a" is 2, the end 1. */
        @ParameterizedTest
        @CsvSource({
            "a, 'tokenize(3)', 2 0 0",
            "a, 'tokenize(3, eos=\"yes\")', 2 1 0",
            "aaa, 'tokenize(3, eos=\"yes\")', 2 2 2",
            "aaa, 'tokenize(3, eos=\"sticky\")', 2 2 1",
            "a, 'tokenize(3, eos=\"sticky\", pad_value=1)', 2 1 1",
            "aaaa, 'tokenize(2)', 2 2",
        })
        void textsBecomeIdsOfOneLength(String text, String call, String ids) {
            PreprocessOps ops = PreprocessOps.standard().withTokenizer(new LetterA(), 1);
            Map<String, Object> result =
                    Preprocess.parse(call.replace(")", ", key='text')"), ops)
                            .apply(Map.of("text", text), SEED);
            assertThat((int[]) result.get("text"))
                    .containsExactly(
                            Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray());
        }

        private static final class LetterA implements Tokenizer {

            @Override
            public int[] encode(String text) {
                return text.chars().map(letter -> 2).toArray();
            }

            @Override
            public String decode(int... ids) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Vocabulary vocabulary() {
                throw new UnsupportedOperationException();
            }
        }

        @Test
        void theExampleGivenIsLeftAlone() {
            Map<String, Object> example = Map.of("image", row(true, 0, 255), "label", 1);
            apply("value_range|onehot(2, key='label')|drop('image')", example);
            assertThat(example).containsEntry("label", 1).containsKey("image");
        }
    }

    @Nested
    class Files {

        private byte[] png(int type) throws IOException {
            BufferedImage image = new BufferedImage(3, 2, type);
            image.setRGB(1, 0, 0xFF204060);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        }

        @Test
        void decodeGivesBytesByRowColumnChannel() throws IOException {
            ImageArray image =
                    Preprocess.parse("decode").image(png(BufferedImage.TYPE_INT_RGB), SEED);
            assertThat(image).hasToString("2 x 3 x 3 bytes");
            assertThat(Arrays.copyOfRange(image.values(), 3, 6)).containsExactly(0x20, 0x40, 0x60);
            ImageArray grey =
                    Preprocess.parse("decode(1)").image(png(BufferedImage.TYPE_INT_RGB), SEED);
            assertThat(grey.at(0, 1, 0)).isEqualTo(Math.round(.299 * 32 + .587 * 64 + .114 * 96));
        }

        @Test
        void greyPicturesKeepTheirValues() {
            BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setPixels(0, 0, 2, 1, new int[] {7, 100});
            assertThat(Preprocess.parse("decode(0)").image(image, SEED).values())
                    .containsExactly(7, 100);
            assertThat(Preprocess.parse("decode(3)").image(image, SEED).values())
                    .containsExactly(7, 7, 7, 100, 100, 100);
        }

        @Test
        void damagedFilesEndInAnErrorThatShowsTheStep() throws IOException {
            byte[] good = png(BufferedImage.TYPE_INT_RGB);
            Philox random = new Philox(3);
            Preprocess decode = Preprocess.parse("decode");
            for (int i = 0; i < 2000; i++) {
                byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
                if (bad.length > 0) {
                    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                }
                try {
                    decode.image(bad, SEED);
                } catch (PreprocessException e) {
                    assertThat(e.position()).isZero();
                }
            }
            assertThatThrownBy(() -> decode.image("hello".getBytes(), SEED))
                    .hasMessageContaining("5 bytes that are no JPEG, PNG, GIF or BMP file");
        }

        @Test
        void batchesOfOneSizeOnly() {
            BufferedImage small = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
            BufferedImage large = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            Tensor batch =
                    Preprocess.parse("decode|resize(4)|value_range(-1,1)")
                            .images(List.of(small, large));
            assertThat(batch.shape()).containsExactly(2, 4, 4, 3);
            assertThat(batch.toFloatArray()).containsOnly(-1f);
            assertThatThrownBy(
                            () ->
                                    Preprocess.parse("decode|value_range")
                                            .images(List.of(small, large)))
                    .hasMessageContaining("picture 1 comes out as 20 x 30 x 3 floats")
                    .hasMessageContaining("6 x 8 x 3");
        }
    }

    @Test
    void augmentationKeepsTheSize() {
        Augment flip = Preprocess.parse("random_crop(4)|flip_lr").augment();
        float[] image = numbered(4, 4).values();
        assertThat(flip.apply(image, 4, 4, 1, new Philox(1))).hasSize(16);
        assertThatThrownBy(
                        () ->
                                Preprocess.parse("central_crop(2)")
                                        .augment()
                                        .apply(image, 4, 4, 1, new Philox(1)))
                .hasMessageContaining("must keep the size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "resize; 0; resize needs size",
                "resize(0); 7; must be a whole number from 1 to 16384",
                "resize((1,2,3)); 7; one number, or height and width",
                "resize(8, 'bilinaer'); 10; did you mean bilinear?",
                "resize(8, siez=3); 15; has no argument \"siez\"; did you mean size?",
                "resize(8, size=8); 15; size of resize is given twice",
                "flip_lr(1); 8; flip_lr takes no arguments",
                "decode(2); 7; must be 0, 1 or 3",
                "decode('3'); 7; must be a whole number",
                "onehot('ten'); 7; must be a whole number",
                "inception_crop(area_min=0); 24; above 0 and at most 100",
                "inception_crop(area_min=50, area_max=20); 24; is more than",
                "keep(1); 5; a text in quotes",
                "flip_lr(key='a', inkey='b'); 12; give it or them",
                "lookup('names.txt'); 0; there is no operation \"lookup\"",
                "randaug(17); 8; must be a whole number from 0 to 16",
                "randaug(2, 31); 11; must be from 0 to 30",
                "choice((3, 2), 'id'); 7; one number, or the least and the most",
                "choice(0, 'id'); 7; must be a whole number",
                "choice(key='a', inkey='b'); 11; give it or them",
                "pad_to_shape((3,), where='left'); 25; one of after, before, both",
            })
    void wrongArgumentsAreNamedWithTheirPlace(String text, int position, String problem) {
        assertThatThrownBy(() -> Preprocess.parse(text))
                .isInstanceOf(PreprocessException.class)
                .hasMessageContaining(problem)
                .extracting(e -> ((PreprocessException) e).position())
                .isEqualTo(position);
    }

    @Test
    void stepsThatDoNotFitTheExampleAreShown() {
        assertThatThrownBy(() -> apply("flip_lr|central_crop(9)", numbered(4, 4)))
                .isInstanceOf(PreprocessException.class)
                .hasMessageContaining("a part of 9 x 9 pixels does not fit")
                .extracting(e -> ((PreprocessException) e).position())
                .isEqualTo(8);
        assertThatThrownBy(() -> apply("flip_lr(key='picture')", Map.of("image", 1)))
                .hasMessageContaining("the example has no \"picture\"; it has [image]");
        assertThatThrownBy(() -> Preprocess.parse("flip_lr").image(new byte[3], SEED))
                .hasMessageContaining("decode belongs before this step");
    }

    @Test
    void ownOperationsJoinTheStandardOnes() {
        PreprocessOps ops =
                PreprocessOps.standard()
                        .withValue(
                                "shout",
                                List.of("times"),
                                arguments -> {
                                    int times = arguments.integer("times", 1, 1, 9);
                                    return (value, random) -> value + "!".repeat(times);
                                });
        assertThat(
                        Preprocess.parse("lower(key='t')|shout(2, key='t')", ops)
                                .apply(Map.of("t", "HEY"), SEED))
                .containsEntry("t", "hey!!");
        assertThatThrownBy(() -> ops.with("shout", List.of(), arguments -> null))
                .hasMessageContaining("already");
    }
}
