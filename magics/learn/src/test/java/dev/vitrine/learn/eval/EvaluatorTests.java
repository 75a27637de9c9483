package dev.vitrine.learn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.eval.NearestNeighbors.Distance;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Table;

class EvaluatorTests {

    @Nested
    class OfClassification {

        @Test
        void anyOfSeveralLabelsIsRightAndNoneDoesNotCount() {
            Classification result = Classification.sigmoid();
            Tensor logits = Tensor.of(new float[] {1, 0, 2, 5, 0, 0, 9, 9, 9}, 3, 3);
            result.add(logits, Tensor.of(new float[] {1, 0, 1, 0, 1, 0, 0, 0, 0}, 3, 3));
            assertThat(result.examples()).isEqualTo(2);
            assertThat(result.precision()).isEqualTo(0.5);
        }

        /** C · ln 2 and ln C. */
        @Test
        void zeroLogitsGiveTheLossOfGuessing() {
            Classification sigmoid = Classification.sigmoid();
            Classification softmax = Classification.softmax();
            for (Classification each : List.of(sigmoid, softmax)) {
                each.add(Tensor.zeros(2, 10), Tensor.oneHot(10, 3, 4));
            }
            assertThat(sigmoid.loss()).isCloseTo(6.931472, within(1e-6));
            assertThat(softmax.loss()).isCloseTo(Math.log(10), within(1e-12));
        }

        @Test
        void paddedBatchesGiveWhatUnpaddedOnesGive() {
            Philox random = new Philox(4);
            Tensor logits = random.normal(10, 5);
            Tensor targets = Tensor.oneHot(5, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
            Classification whole = Classification.softmax();
            whole.add(logits, targets);
            Classification padded = Classification.softmax();
            padded.add(logits.slice(0, 0, 4), targets.slice(0, 0, 4));
            padded.add(logits.slice(0, 4, 8), targets.slice(0, 4, 8));
            padded.add(
                    logits.slice(0, 8, 10).pad(0, 0, 2, 1),
                    targets.slice(0, 8, 10).pad(0, 0, 2, 0));
            assertThat(padded.examples()).isEqualTo(10);
            assertThat(padded.precision()).isEqualTo(whole.precision());
            assertThat(padded.loss()).isCloseTo(whole.loss(), within(1e-12));
        }
    }

    @Nested
    class OfNeighbours {

        private final Features line =
                new Features(1, new float[] {0, 1, 2, 10, 11}, new int[] {0, 0, 1, 1, 1}, 2);

        private Features at(float... values) {
            return new Features(1, values, new int[values.length], 2);
        }

        @Test
        void nearestComeFirstAndEqualOnesInOrder() {
            NearestNeighbors three = new NearestNeighbors(line, 3, Distance.EUCLIDEAN);
            assertThat(three.neighbors(at(1.1f, 10.6f, 0.5f)))
                    .isDeepEqualTo(new int[][] {{1, 2, 0}, {4, 3, 2}, {0, 1, 2}});
            assertThat(three.predict(at(1.1f, 10.6f))).containsExactly(0, 1);
            assertThat(new NearestNeighbors(line, 1, Distance.EUCLIDEAN).predict(at(1.6f)))
                    .containsExactly(1);
        }

        @Test
        void ofEqualVotesTheNearestDecides() {
            NearestNeighbors two = new NearestNeighbors(line, 2, Distance.EUCLIDEAN);
            assertThat(two.predict(at(1.4f, 1.6f))).containsExactly(0, 1);
        }

        @Test
        void allNeighboursGiveTheMostFrequentClass() {
            assertThat(new NearestNeighbors(line, 5, Distance.EUCLIDEAN).predict(at(0)))
                    .containsExactly(1);
        }

        @Test
        void farFromTheOriginSmallDistancesStillCount() {
            Features far = new Features(1, new float[] {100_000, 100_001}, new int[] {0, 1}, 2);
            assertThat(
                            new NearestNeighbors(far, 1, Distance.EUCLIDEAN)
                                    .predict(at(100_000.25f, 100_000.75f)))
                    .containsExactly(0, 1);
        }

        @Test
        void cosineDoesNotSeeLength() {
            Features rays = new Features(2, new float[] {1, 0, 0, 100}, new int[] {0, 1}, 2);
            NearestNeighbors one = NearestNeighbors.of(rays, 1);
            Features test = new Features(2, new float[] {50, 1, .01f, .02f}, new int[] {0, 1}, 2);
            assertThat(one.accuracy(test)).isEqualTo(1);
            assertThatThrownBy(() -> NearestNeighbors.of(rays, 3))
                    .hasMessageContaining("3 neighbours of 2 examples");
        }
    }

    @Nested
    class OfZeroShot {

        /** A text becomes its letters' counts, so that prompts and names show in the vectors. */
        private Tensor letters(List<String> texts) {
            float[] counts = new float[texts.size() * 26];
            for (int i = 0; i < texts.size(); i++) {
                for (char c : texts.get(i).toCharArray()) {
                    if (c >= 'a' && c <= 'z') {
                        counts[i * 26 + c - 'a']++;
                    }
                }
            }
            return Tensor.of(counts, texts.size(), 26);
        }

        @Test
        void classVectorsAreUnitMeansOfUnitVectors() {
            ZeroShot zeroShot =
                    ZeroShot.of(List.of("A", "b"), List.of("{}", "{} c."), this::letters);
            float[] vectors = zeroShot.classVectors().toFloatArray();
            double a = 1 + Math.sqrt(.5);
            double c = Math.sqrt(.5);
            double length = Math.hypot(a, c);
            assertThat(vectors[0]).isCloseTo((float) (a / length), within(1e-6f));
            assertThat(vectors[2]).isCloseTo((float) (c / length), within(1e-6f));
            assertThat(zeroShot.predict(letters(List.of("aaab", "b")))).containsExactly(0, 1);
        }

        @Test
        void onlyTheFirstAliasIsUsed() {
            ZeroShot zeroShot =
                    ZeroShot.of(
                            List.of("Tench, Tinca_tinca!", "cat"),
                            ZeroShot.CLASS_NAME_ONLY,
                            texts -> {
                                assertThat(texts).containsExactly("tench", "cat");
                                return letters(texts);
                            });
            Features images =
                    new Features(
                            26,
                            letters(List.of("act", "tench")).toFloatArray(),
                            new int[] {1, 0},
                            2);
            assertThat(zeroShot.accuracy(images)).isEqualTo(1);
        }

        @Test
        void promptsOfClipAreEightyAndSevenAndTheNameAlone() {
            assertThat(ClipPrompts.PAPER)
                    .hasSize(81)
                    .doesNotHaveDuplicates()
                    .allMatch(prompt -> prompt.contains("{}"))
                    .startsWith("a bad photo of a {}.")
                    .containsAll(ClipPrompts.BEST)
                    .endsWith("a tattoo of the {}.", "{}");
            assertThat(ClipPrompts.BEST).hasSize(8).startsWith("itap of a {}.").endsWith("{}");
        }

        @Test
        void textsAreMadeCanonical() {
            assertThat(ZeroShot.canonical("Tench, Tinca_tinca!", ","))
                    .isEqualTo("tench, tinca tinca");
            assertThat(ZeroShot.canonical(" A  photo-of\ta {}.", "{}")).isEqualTo("a photoof a {}");
            assertThatThrownBy(() -> ZeroShot.of(List.of("a"), List.of("a photo"), this::letters))
                    .hasMessageContaining("has no {}");
        }
    }

    @Nested
    class OfRetrieval {

        @Test
        void identityIsPerfect() {
            Tensor identity = Tensor.oneHot(4, 0, 1, 2, 3);
            Retrieval retrieval = Retrieval.ofPairs(identity);
            for (int k : new int[] {1, 5, 10}) {
                assertThat(retrieval.imageToText(k)).isEqualTo(1);
                assertThat(retrieval.textToImage(k)).isEqualTo(1);
            }
            assertThat(retrieval.table().rowCount()).isEqualTo(3);
        }

        @Test
        void twoTextsForEachImageMayBePerfectToo() {
            Tensor similarity = Tensor.of(new float[] {1, 1, 0, 0, 0, 0, 1, 1}, 2, 4);
            Retrieval retrieval = Retrieval.of(similarity, 0, 0, 1, 1);
            assertThat(retrieval.imageToText(1)).isEqualTo(1);
            assertThat(retrieval.textToImage(1)).isEqualTo(1);
        }

        @Test
        void anyOfAnImagesTextsCounts() {
            // Image 0 finds its second text first; text 0 finds the wrong image.
            Tensor similarity = Tensor.of(new float[] {0, 9, 1, 5, 5, 0, 8, 2}, 2, 4);
            Retrieval retrieval = Retrieval.of(similarity, 0, 0, 1, 1);
            assertThat(retrieval.imageToText(1)).isEqualTo(1);
            assertThat(retrieval.textToImage(1)).isEqualTo(0.5);
            assertThat(retrieval.textToImage(2)).isEqualTo(1);
        }

        /** A model that gives everything the same similarity must not look perfect. */
        @Test
        void aCollapsedModelIsAtChance() {
            Retrieval retrieval = Retrieval.ofPairs(Tensor.zeros(10, 10));
            assertThat(retrieval.imageToText(1)).isEqualTo(0.1);
            assertThat(retrieval.textToImage(5)).isEqualTo(0.5);
        }

        @Test
        void onlyTheOrderOfSimilaritiesMatters() {
            Tensor similarity = new Philox(2).normal(20, 20);
            Retrieval before = Retrieval.ofPairs(similarity);
            Retrieval after = Retrieval.ofPairs(similarity.mul(3).add(7).exp());
            for (int k = 1; k <= 20; k++) {
                assertThat(after.imageToText(k)).isEqualTo(before.imageToText(k));
                assertThat(after.textToImage(k)).isEqualTo(before.textToImage(k));
            }
            assertThat(before.imageToText(20)).isEqualTo(1);
        }

        @Test
        void wrongInputsAreNamed() {
            assertThatThrownBy(() -> Retrieval.of(Tensor.zeros(2, 2), 0, 0))
                    .hasMessageContaining("image 1 has no text");
            assertThatThrownBy(() -> Retrieval.of(Tensor.zeros(2, 2), 0, 2))
                    .hasMessageContaining("image 2 of text 1 is outside 0 to 1");
            assertThatThrownBy(() -> Retrieval.of(Tensor.zeros(2, 2), 0))
                    .hasMessageContaining("[2, 2]");
            assertThatThrownBy(() -> Retrieval.ofPairs(Tensor.full(Double.NaN, 2, 2)))
                    .hasMessageContaining("not a number");
        }
    }

    @Nested
    class OfCalibration {

        /** Four at 0.9, three right; four at 0.6, one right: ½ · 0.15 + ½ · 0.35. */
        @Test
        void expectedErrorIsTheWeightedGap() {
            double[] confidence = {.9, .9, .9, .9, .6, .6, .6, .6};
            boolean[] right = {true, true, true, false, true, false, false, false};
            Calibration calibration = Calibration.of(confidence, right, 10);
            assertThat(calibration.expectedError()).isCloseTo(.25, within(1e-12));
            assertThat(calibration.maximumError()).isCloseTo(.35, within(1e-12));
            Table table = calibration.reliability();
            assertThat(table.rowCount()).isEqualTo(10);
            assertThat(table.intColumn("examples").sum()).isEqualTo(8);
            assertThat(table.doubleColumn("accuracy").get(8)).isEqualTo(.75);
            assertThat(table.doubleColumn("accuracy").isMissing(0)).isTrue();
        }

        /** Over- and underconfidence inside one bin cancel; in two bins they do not. */
        @Test
        void oneBinOnlySeesTheMeans() {
            double[] confidence = {1, .5};
            boolean[] right = {false, true};
            assertThat(Calibration.of(confidence, right, 1).expectedError()).isEqualTo(.25);
            assertThat(Calibration.of(confidence, right, 2).expectedError()).isEqualTo(.75);
        }

        @ParameterizedTest
        @CsvSource({"0, 0", "1, 14", "0.5, 7", "0.0666, 0", "0.0667, 1"})
        void aBinHoldsItsUpperEnd(double confidence, int bin) {
            Table table =
                    Calibration.of(new double[] {confidence}, new boolean[] {true}, 15)
                            .reliability();
            assertThat(table.intColumn("examples").get(bin)).isEqualTo(1);
        }

        @Test
        void certainAndRightIsPerfectAndUniformIsAtItsAccuracy() {
            ImageSet images =
                    new ImageSet(
                            "four",
                            new byte[4],
                            1,
                            1,
                            1,
                            new int[] {0, 1, 0, 1},
                            List.of("a", "b"));
            Classifier indifferent = x -> Tensor.zeros(x.size(0), 2);
            assertThat(Calibration.of(indifferent, images).expectedError())
                    .isCloseTo(0, within(1e-12));
            Classifier sure = x -> Tensor.oneHot(2, 0, 1, 0, 1).mul(100);
            assertThat(Calibration.of(sure, images).expectedError()).isCloseTo(0, within(1e-12));
            Classifier wrong = x -> Tensor.oneHot(2, 1, 0, 1, 0).mul(100);
            assertThat(Calibration.of(wrong, images).expectedError()).isCloseTo(1, within(1e-12));
        }

        @Test
        void wrongInputsAreNamed() {
            assertThatThrownBy(() -> Calibration.of(new double[] {1.5}, new boolean[1], 5))
                    .hasMessageContaining("confidence 1.5");
            assertThatThrownBy(() -> Calibration.of(new double[0], new boolean[0], 5))
                    .hasMessageContaining("at least one");
        }
    }

    @Test
    void featuresOfImagesKeepTheirOrder() {
        byte[] pixels = new byte[600];
        int[] labels = new int[600];
        for (int i = 0; i < 600; i++) {
            pixels[i] = (byte) (i % 256);
            labels[i] = i % 2;
        }
        ImageSet images = new ImageSet("ramp", pixels, 1, 1, 1, labels, List.of("even", "odd"));
        Features features = Features.of(x -> x.reshape(x.size(0), 1), images);
        assertThat(features.size()).isEqualTo(600);
        assertThat(features.at(599, 0)).isEqualTo(images.pixels(599)[0]);
        assertThat(features.label(599)).isEqualTo(1);
        assertThatThrownBy(() -> Features.of(x -> x, images))
                .hasMessageContaining("features must be (B, D) = (250, D), not [250, 1, 1, 1]");
    }
}
