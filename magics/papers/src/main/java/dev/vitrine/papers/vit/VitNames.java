package dev.vitrine.papers.vit;

import dev.vitrine.learn.checkpoint.NameTable;
import dev.vitrine.learn.checkpoint.WeightLayout;
import java.util.List;

/**
 * What other libraries call the parameters of a Vision Transformer.
 *
 * <p>Models that have one inside take these tables by {@link NameTable#inside}.
 */
public final class VitNames {

    private static final String BLOCK = "Transformer/encoderblock_{i}/";
    private static final String ATTENTION = BLOCK + "MultiHeadDotProductAttention_0/";
    private static final String MLP = BLOCK + "MlpBlock_0/";
    private static final String MAP_ATTENTION = "MAPHead_0/MultiHeadDotProductAttention_0/";

    /**
     * big_vision and google-research/vision_transformer: new and old names, blocks one by one or
     * stacked by scan; positions at the top, in the encoder, or in a module of their own there; the
     * attention pooling of the first ViT-G without a module around it.
     */
    public static final NameTable BIG_VISION =
            NameTable.named("big_vision")
                    .below("params", "opt/target")
                    .unstack(
                            "Transformer/encoderblock/{path}",
                            "Transformer/encoderblock_{i}/{path}")
                    .take("embedding/{p}", "embedding/{p}")
                    .take("pos_embedding", "pos_embedding")
                    .take("Transformer/pos_embedding", "pos_embedding")
                    .take("Transformer/posembed_input/pos_embedding", "pos_embedding")
                    .take("cls", "cls")
                    .take(BLOCK + "LayerNorm_0/{p}", BLOCK + "LayerNorm_0/{p}")
                    .take(BLOCK + "LayerNorm_1/{p}", BLOCK + "LayerNorm_1/{p}")
                    .take(BLOCK + "LayerNorm_2/{p}", BLOCK + "LayerNorm_1/{p}")
                    .take(ATTENTION + "{path}", ATTENTION + "{path}")
                    .take(BLOCK + "MultiHeadDotProductAttention_1/{path}", ATTENTION + "{path}")
                    .take(MLP + "{path}", MLP + "{path}")
                    .take(BLOCK + "MlpBlock_3/{path}", MLP + "{path}")
                    .take("Transformer/encoder_norm/{p}", "Transformer/encoder_norm/{p}")
                    .take("MAPHead_0/{path}", "MAPHead_0/{path}")
                    .take("probe", "MAPHead_0/probe")
                    .take("LayerNorm_0/{p}", "MAPHead_0/LayerNorm_0/{p}")
                    .take("MultiHeadDotProductAttention_0/{path}", MAP_ATTENTION + "{path}")
                    .take("MlpBlock_0/{path}", "MAPHead_0/MlpBlock_0/{path}")
                    .take("pre_logits/{p}", "pre_logits/{p}")
                    .take("head/{p}", "head/{p}");

    /** timm, {@code vision_transformer.py}. */
    public static final NameTable TIMM =
            NameTable.named("timm")
                    .take("cls_token", "cls")
                    .take("pos_embed", "pos_embedding")
                    .convolution("patch_embed.proj", "embedding")
                    .norm("blocks.{i}.norm1", BLOCK + "LayerNorm_0")
                    .split(
                            "blocks.{i}.attn.qkv.weight",
                            WeightLayout.LINEAR,
                            ATTENTION + "query/kernel",
                            ATTENTION + "key/kernel",
                            ATTENTION + "value/kernel")
                    .split(
                            "blocks.{i}.attn.qkv.bias",
                            WeightLayout.SAME,
                            ATTENTION + "query/bias",
                            ATTENTION + "key/bias",
                            ATTENTION + "value/bias")
                    .linear("blocks.{i}.attn.proj", ATTENTION + "out")
                    .norm("blocks.{i}.norm2", BLOCK + "LayerNorm_1")
                    .linear("blocks.{i}.mlp.fc1", MLP + "Dense_0")
                    .linear("blocks.{i}.mlp.fc2", MLP + "Dense_1")
                    .norm("norm", "Transformer/encoder_norm")
                    .take("attn_pool.latent", "MAPHead_0/probe")
                    .linear("attn_pool.q", MAP_ATTENTION + "query")
                    .split(
                            "attn_pool.kv.weight",
                            WeightLayout.LINEAR,
                            MAP_ATTENTION + "key/kernel",
                            MAP_ATTENTION + "value/kernel")
                    .split(
                            "attn_pool.kv.bias",
                            WeightLayout.SAME,
                            MAP_ATTENTION + "key/bias",
                            MAP_ATTENTION + "value/bias")
                    .linear("attn_pool.proj", MAP_ATTENTION + "out")
                    .norm("attn_pool.norm", "MAPHead_0/LayerNorm_0")
                    .linear("attn_pool.mlp.fc1", "MAPHead_0/MlpBlock_0/Dense_0")
                    .linear("attn_pool.mlp.fc2", "MAPHead_0/MlpBlock_0/Dense_1")
                    .linear("pre_logits.fc", "pre_logits")
                    .linear("head", "head")
                    .refuse(
                            "fc_norm.{p}",
                            "it norms the mean of the tokens; here tokens are normed before their mean")
                    .refuse("norm_pre.{p}", "there is no norm before the blocks here")
                    .refuse("reg_token", "there are no register tokens here")
                    .refuse("blocks.{i}.{ls}.gamma", "there is no layer scale here")
                    .refuse("blocks.{i}.attn.{norm}.weight", "queries and keys are not normed here")
                    .refuse("blocks.{i}.attn.{norm}.bias", "queries and keys are not normed here");

    /** Hugging Face's {@code ViTModel} and {@code ViTForImageClassification}. */
    public static final NameTable TRANSFORMERS =
            transformers("vit.")
                    .linear("classifier", "head")
                    .ignore("vit.pooler.dense.{p}")
                    .and(transformers("").ignore("pooler.dense.{p}"));

    /** The image tower of Hugging Face's {@code SiglipModel}, or its {@code SiglipVisionModel}. */
    public static final NameTable SIGLIP_VISION = siglip("vision_model.");

    /** The image tower in a file of big_vision's two towers. */
    private static final NameTable BIG_VISION_TOWER =
            BIG_VISION
                    .inside("img/", "")
                    .below("params")
                    .ignore("txt/{path}")
                    .ignore("t")
                    .ignore("b");

    /** The image tower in a file of Hugging Face's two towers, or by itself. */
    private static final NameTable SIGLIP_TOWER =
            SIGLIP_VISION.ignore("text_model.{path}").ignore("logit_scale").ignore("logit_bias");

    /** All of them; what belongs to the text tower beside an image tower is left aside. */
    public static final List<NameTable> ALL =
            List.of(BIG_VISION, BIG_VISION_TOWER, TIMM, TRANSFORMERS, SIGLIP_TOWER);

    private VitNames() {}

    private static NameTable transformers(String model) {
        String block = model + "encoder.layer.{i}.";
        return NameTable.named("transformers")
                .take(model + "embeddings.cls_token", "cls")
                .take(model + "embeddings.position_embeddings", "pos_embedding")
                .convolution(model + "embeddings.patch_embeddings.projection", "embedding")
                .norm(block + "layernorm_before", BLOCK + "LayerNorm_0")
                .linear(block + "attention.attention.{part}", ATTENTION + "{part}")
                .linear(block + "attention.output.dense", ATTENTION + "out")
                .norm(block + "layernorm_after", BLOCK + "LayerNorm_1")
                .linear(block + "intermediate.dense", MLP + "Dense_0")
                .linear(block + "output.dense", MLP + "Dense_1")
                .norm(model + "layernorm", "Transformer/encoder_norm");
    }

    private static NameTable siglip(String model) {
        String head = model + "head.";
        return NameTable.named("transformers' SigLIP")
                .convolution(model + "embeddings.patch_embedding", "embedding")
                .take(model + "embeddings.position_embedding.weight", "pos_embedding")
                .and(siglipEncoder(model, "Transformer/"))
                .norm(model + "post_layernorm", "Transformer/encoder_norm")
                .take(head + "probe", "MAPHead_0/probe")
                .split(
                        head + "attention.in_proj_weight",
                        WeightLayout.LINEAR,
                        MAP_ATTENTION + "query/kernel",
                        MAP_ATTENTION + "key/kernel",
                        MAP_ATTENTION + "value/kernel")
                .split(
                        head + "attention.in_proj_bias",
                        WeightLayout.SAME,
                        MAP_ATTENTION + "query/bias",
                        MAP_ATTENTION + "key/bias",
                        MAP_ATTENTION + "value/bias")
                .linear(head + "attention.out_proj", MAP_ATTENTION + "out")
                .norm(head + "layernorm", "MAPHead_0/LayerNorm_0")
                .linear(head + "mlp.fc1", "MAPHead_0/MlpBlock_0/Dense_0")
                .linear(head + "mlp.fc2", "MAPHead_0/MlpBlock_0/Dense_1");
    }

    /**
     * The blocks of either tower of Hugging Face's SigLIP.
     *
     * @param model what stands before {@code encoder} in the file, such as {@code text_model.}
     * @param encoder what stands before {@code encoderblock_0} here
     */
    public static NameTable siglipEncoder(String model, String encoder) {
        String block = model + "encoder.layers.{i}.";
        String ours = encoder + "encoderblock_{i}/";
        String attention = ours + "MultiHeadDotProductAttention_0/";
        return NameTable.named("transformers' SigLIP")
                .norm(block + "layer_norm1", ours + "LayerNorm_0")
                .linear(block + "self_attn.q_proj", attention + "query")
                .linear(block + "self_attn.k_proj", attention + "key")
                .linear(block + "self_attn.v_proj", attention + "value")
                .linear(block + "self_attn.out_proj", attention + "out")
                .norm(block + "layer_norm2", ours + "LayerNorm_1")
                .linear(block + "mlp.fc1", ours + "MlpBlock_0/Dense_0")
                .linear(block + "mlp.fc2", ours + "MlpBlock_0/Dense_1");
    }
}
