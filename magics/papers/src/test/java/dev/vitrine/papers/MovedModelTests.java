package dev.vitrine.papers;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.papers.bit.Bit;
import dev.vitrine.papers.bit.BitConfig;
import dev.vitrine.papers.flexivit.FlexiVit;
import dev.vitrine.papers.mixer.Mixer;
import dev.vitrine.papers.mixer.MixerConfig;
import dev.vitrine.papers.mixer.MixerSize;
import dev.vitrine.papers.seq2seq.AttentionSeq2Seq;
import dev.vitrine.papers.seq2seq.Seq2Seq;
import dev.vitrine.papers.seq2seq.Seq2SeqConfig;
import dev.vitrine.papers.siglip.Siglip;
import dev.vitrine.papers.siglip.SiglipConfig;
import dev.vitrine.papers.transformer.NormPlacement;
import dev.vitrine.papers.transformer.Transformer;
import dev.vitrine.papers.transformer.TransformerConfig;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Positions;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every paper's model goes to another device as a whole, in the middle of its training, and goes on
 * there as it would have: it needs nothing that has stayed behind. Newer papers assert the same by
 * {@link MovedModel} in tests of their own.
 */
class MovedModelTests {

    private static final PaddedTokens SOURCE =
            PaddedTokens.of(new int[] {4, 5, 2}, new int[] {6, 2});

    private static final PaddedTokens INPUT =
            PaddedTokens.of(new int[] {1, 6}, new int[] {1, 4, 5});

    /**
     * A model, and what it makes of images (B, 12, 12, 3).
     *
     * @param depends whether it reads the images
     */
    private record Subject<L extends Layer>(
            String name, Function<DType, L> make, BiFunction<L, Tensor, Tensor> use) {

        @Override
        public String toString() {
            return name;
        }

        void assertGoesOn(String device, DType type) {
            MovedModel.assertGoesOn(make, use, device, type);
        }
    }

    private static VitConfig vit() {
        return VitConfig.of(new VitSize("tiny", 16, 2, 24, 2), 4)
                .withImage(12, 3)
                .withClasses(3)
                .withDropout(0.3)
                .withStochasticDepth(0.5);
    }

    private static final List<Subject<?>> SUBJECTS =
            List.of(
                    new Subject<>(
                            "ViT, fixed positions",
                            type -> new Vit(vit().withPositions(Positions.SINCOS2D), 1, type),
                            Vit::forward),
                    new Subject<>(
                            "ViT, classic",
                            type ->
                                    new Vit(
                                            vit().withPositions(Positions.LEARN)
                                                    .withPool(Pool.TOK)
                                                    .withClassicLayout(),
                                            1,
                                            type),
                            Vit::forward),
                    new Subject<>(
                            "ViT, attention pooling, recomputing",
                            type -> new Vit(vit().withPool(Pool.MAP), 1, type).recomputing(true),
                            Vit::forward),
                    new Subject<>(
                            "FlexiViT",
                            type ->
                                    new FlexiVit(
                                            new Vit(vit().withPositions(Positions.LEARN), 1, type),
                                            List.of(2, 4)),
                            (model, images) -> model.forward(images, 4)),
                    new Subject<>(
                            "Mixer, stochastic depth",
                            type ->
                                    new Mixer(
                                            MixerConfig.of(new MixerSize("tiny", 2, 8, 5, 12), 4)
                                                    .withImage(12, 3)
                                                    .withClasses(3)
                                                    .withStochasticDepth(0.5),
                                            1,
                                            type),
                            Mixer::forward),
                    new Subject<>(
                            "BiT",
                            type ->
                                    new Bit(
                                            new BitConfig(
                                                    "tiny",
                                                    BitConfig.Root.LARGE,
                                                    BitConfig.Unit.BOTTLENECK,
                                                    List.of(2, 1),
                                                    16,
                                                    8,
                                                    3,
                                                    7),
                                            1,
                                            type),
                            Bit::forward),
                    new Subject<>(
                            "SigLIP",
                            type -> new Siglip(siglip(), 1, type),
                            (model, images) ->
                                    model.loss(
                                            images,
                                            new int[] {1, 2, 3, 4},
                                            new int[] {4, 3, 2, 1},
                                            new int[] {1, 1, 2, 2})),
                    new Subject<>(
                            "Transformer",
                            type ->
                                    new Transformer(
                                            new TransformerConfig(
                                                    "tiny",
                                                    2,
                                                    8,
                                                    12,
                                                    2,
                                                    0.2,
                                                    11,
                                                    NormPlacement.PRE,
                                                    true),
                                            1,
                                            type),
                            (model, images) -> model.forward(SOURCE, INPUT)),
                    new Subject<>(
                            "seq2seq",
                            type -> new Seq2Seq(new Seq2SeqConfig(2, 6, 0.2, 7, 7, true), 1, type),
                            (model, images) -> model.forward(SOURCE, INPUT)),
                    new Subject<>(
                            "seq2seq with attention",
                            type ->
                                    new AttentionSeq2Seq(
                                            new Seq2SeqConfig(1, 6, 0, 7, 7, false), 1, type),
                            (model, images) -> model.forward(SOURCE, INPUT)));

    private static SiglipConfig siglip() {
        return SiglipConfig.of(
                vit().withClasses(0)
                        .withDropout(0)
                        .withPool(Pool.MAP)
                        .withPositions(Positions.LEARN),
                new VitSize("tiny", 16, 1, 24, 2),
                9,
                4);
    }

    static Stream<Arguments> journeys() {
        return MovedModel.destinations().stream()
                .flatMap(
                        device ->
                                SUBJECTS.stream()
                                        .flatMap(
                                                subject ->
                                                        Stream.of(DType.values())
                                                                .map(
                                                                        type ->
                                                                                Arguments.of(
                                                                                        subject,
                                                                                        device,
                                                                                        type))));
    }

    @ParameterizedTest(name = "{0} to {1}, {2}")
    @MethodSource("journeys")
    void goesOnElsewhere(Subject<?> subject, String device, DType type) {
        subject.assertGoesOn(device, type);
    }
}
