package dev.vitrine.papers.bit;

import dev.vitrine.learn.checkpoint.NameTable;
import dev.vitrine.learn.checkpoint.WeightLayout;
import java.util.List;

/** What other libraries call the parameters of a BiT ResNet. */
public final class BitNames {

    private static final String UNIT = "block{i+1}/unit{j+1:02}/";

    /** big_vision, {@code models/bit_paper.py}. */
    public static final NameTable BIG_VISION =
            NameTable.named("big_vision")
                    .below("params", "opt/target")
                    .take("root_block/conv_root/kernel", "root_block/conv_root/kernel")
                    .take(UNIT + "{layer}/{p}", UNIT + "{layer}/{p}")
                    .take("norm-pre-head/{p}", "norm-pre-head/{p}")
                    .take("head/{p}", "head/{p}");

    /** The files that came with the paper. */
    public static final NameTable PAPER =
            norm(
                            "resnet/",
                            "norm-pre-head",
                            convolution("resnet/root_block/", "root_block/conv_root", units()))
                    .take("resnet/head/conv2d/{p}", "head/{p}");

    /** timm, {@code resnetv2.py}, the models named ..._bit. */
    public static final NameTable TIMM =
            torch("timm", "stem.conv", "stages.{i}.blocks.{j}.")
                    .norm("norm", "norm-pre-head")
                    .convolution("head.fc", "head");

    /** Hugging Face's {@code BitForImageClassification}. */
    public static final NameTable TRANSFORMERS =
            torch("transformers", "bit.embedder.convolution", "bit.encoder.stages.{i}.layers.{j}.")
                    .norm("bit.norm", "norm-pre-head")
                    .linear("classifier.1", "head");

    /** All of them. */
    public static final List<NameTable> ALL = List.of(BIG_VISION, PAPER, TIMM, TRANSFORMERS);

    private BitNames() {}

    private static NameTable units() {
        String unit = "resnet/" + UNIT;
        NameTable table = NameTable.named("the paper");
        String[] letters = {"a", "b", "c"};
        for (int i = 0; i < letters.length; i++) {
            table = convolution(unit + letters[i] + "/", UNIT + "conv" + (i + 1), table);
            table = norm(unit + letters[i] + "/", UNIT + "gn" + (i + 1), table);
        }
        return convolution(unit + "a/proj/", UNIT + "conv_proj", table);
    }

    private static NameTable torch(String library, String root, String unit) {
        NameTable table =
                NameTable.named(library)
                        .take(
                                root + ".weight",
                                WeightLayout.CONVOLUTION,
                                "root_block/conv_root/kernel")
                        .take(
                                unit + "downsample.conv.weight",
                                WeightLayout.CONVOLUTION,
                                UNIT + "conv_proj/kernel");
        for (int i = 1; i <= 3; i++) {
            table =
                    table.take(
                                    unit + "conv" + i + ".weight",
                                    WeightLayout.CONVOLUTION,
                                    UNIT + "conv" + i + "/kernel")
                            .norm(unit + "norm" + i, UNIT + "gn" + i);
        }
        return table;
    }

    /** Some files number the convolutions. */
    private static NameTable convolution(String source, String target, NameTable table) {
        return table.take(source + "standardized_conv2d/kernel", target + "/kernel")
                .take(source + "standardized_conv2d_{n}/kernel", target + "/kernel");
    }

    private static NameTable norm(String source, String target, NameTable table) {
        return table.take(source + "group_norm/gamma", target + "/scale")
                .take(source + "group_norm/beta", target + "/bias");
    }
}
