"""Makes random checkpoints with the libraries whose files Vitrine reads, and what they compute.

    python -m venv venv
    venv/bin/pip install torch==2.15.0 timm==1.0.31 transformers==5.24.0 flax==0.12.8 safetensors==0.8.0 scipy==1.17.1
    venv/bin/python checkpoints.py small ../resources/dev/vitrine/papers/checkpoints
    venv/bin/python checkpoints.py full DIR      # real sizes, 2.6 GB, for ParityTests; see docs/papers.md

Every parameter is drawn at random, those that start at zero or one too, so that each of them matters. The input is
sin(0.1 i) over (2, side, side, 3), channels last. "full" makes models by their libraries' own names.
"""

import functools
import sys

import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import scipy.ndimage
import timm
import torch
import transformers
from drawing import Writer, drawn, images
from flax.traverse_util import flatten_dict
from safetensors.numpy import save_file
from timm.layers.patch_embed import resample_patch_embed
from timm.models.vision_transformer import VisionTransformer

SIDE = 32
CLASSES = 7


def randomise(model, seed):
    rng = np.random.default_rng(seed)
    state = {name: torch.from_numpy(drawn(rng, name, tuple(value.shape))) for name, value in model.state_dict().items()
             if value.dtype.is_floating_point}
    model.load_state_dict(state, strict=False)
    return model.eval()


def torch_images(side):
    return torch.from_numpy(images(side)).permute(0, 3, 1, 2).double()


class TorchWriter(Writer):
    """Expected values are those of double precision: fifty convolutions in single are 5e-4 of the logits off."""

    def timm(self, name, model, side, seed):
        randomise(model, seed)
        state = {key: value.numpy().copy() for key, value in model.state_dict().items()}
        save_file(state, self.path(name + ".safetensors"))
        with torch.no_grad():
            self.expected[name] = model.double()(torch_images(side)).float().numpy()

    def transformers(self, name, model, seed, run):
        randomise(model, seed)
        model.save_pretrained(self.path(name))
        with torch.no_grad():
            results = run(model.double())
        self.expected.update({name + suffix: value.float().numpy() for suffix, value in results.items()})


# --- ViT as big_vision defines it: flax gives the names. Structure after its models/vit.py. ---

class MlpBlock(nn.Module):
    hidden: int

    @nn.compact
    def __call__(self, x):
        width = x.shape[-1]
        x = nn.gelu(nn.Dense(self.hidden)(x))
        return nn.Dense(width)(x)


class Encoder1DBlock(nn.Module):
    heads: int
    hidden: int

    @nn.compact
    def __call__(self, x):
        y = nn.LayerNorm()(x)
        x = x + nn.MultiHeadDotProductAttention(num_heads=self.heads)(y, y)
        return x + MlpBlock(self.hidden)(nn.LayerNorm()(x))


class Encoder(nn.Module):
    depth: int
    heads: int
    hidden: int

    @nn.compact
    def __call__(self, x):
        for i in range(self.depth):
            x = Encoder1DBlock(self.heads, self.hidden, name=f"encoderblock_{i}")(x)
        return nn.LayerNorm(name="encoder_norm")(x)


class MAPHead(nn.Module):
    heads: int
    hidden: int

    @nn.compact
    def __call__(self, x):
        probe = self.param("probe", nn.initializers.xavier_uniform(), (1, 1, x.shape[-1]))
        x = nn.MultiHeadDotProductAttention(num_heads=self.heads)(jnp.tile(probe, [x.shape[0], 1, 1]), x)
        return (x + MlpBlock(self.hidden)(nn.LayerNorm()(x)))[:, 0]


class BigVisionVit(nn.Module):
    pool: str
    patch: int
    width: int
    depth: int
    heads: int
    hidden: int
    rep_size: bool = False
    posemb: bool = True

    @nn.compact
    def __call__(self, x):
        x = nn.Conv(self.width, (self.patch,) * 2, strides=(self.patch,) * 2, padding="VALID", name="embedding")(x)
        x = x.reshape(x.shape[0], -1, self.width)
        if self.posemb:
            x = x + self.param("pos_embedding", nn.initializers.normal(), (1, x.shape[1], self.width))
        if self.pool == "tok":
            cls = self.param("cls", nn.initializers.zeros, (1, 1, self.width))
            x = jnp.concatenate([jnp.tile(cls, [x.shape[0], 1, 1]), x], axis=1)
        x = Encoder(self.depth, self.heads, self.hidden, name="Transformer")(x)
        if self.pool == "map":
            x = MAPHead(self.heads, self.hidden, name="MAPHead_0")(x)
        else:
            x = x[:, 0] if self.pool == "tok" else jnp.mean(x, axis=1)
        if self.rep_size:
            x = nn.tanh(nn.Dense(self.width, name="pre_logits")(x))
        return nn.Dense(CLASSES, name="head")(x)


def big_vision(model, side, seed):
    """Arrays by big_vision's names, and logits."""
    x = images(side)
    shapes = flatten_dict(jax.eval_shape(model.init, jax.random.PRNGKey(0), x)["params"], sep="/")
    rng = np.random.default_rng(seed)
    arrays = {name: drawn(rng, name, shape.shape) for name, shape in sorted(shapes.items())}
    tree = {}
    for name, value in arrays.items():
        node = tree
        *path, last = name.split("/")
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    return arrays, np.asarray(model.apply({"params": tree}, x))


def stacked(arrays, depth):
    """As a model with scan is stored."""
    result = {name: value for name, value in arrays.items() if "encoderblock_" not in name}
    for name, value in arrays.items():
        if "encoderblock_0/" in name:
            layers = [arrays[name.replace("encoderblock_0/", f"encoderblock_{i}/")] for i in range(depth)]
            result[name.replace("encoderblock_0/", "encoderblock/")] = np.stack(layers)
    return result


def old(arrays):
    """As google-research/vision_transformer named a model with a class token; its row of positions is a part of cls."""
    result = {}
    for name, value in arrays.items():
        name = name.replace("LayerNorm_1", "LayerNorm_2").replace("MlpBlock_0", "MlpBlock_3")
        name = name.replace("MultiHeadDotProductAttention_0", "MultiHeadDotProductAttention_1")
        result["opt/target/" + name] = value
    row = 0.5 * np.ones_like(arrays["cls"])
    result["opt/target/cls"] = arrays["cls"] - row
    positions = result.pop("opt/target/pos_embedding")
    result["opt/target/Transformer/posembed_input/pos_embedding"] = np.concatenate([row, positions], axis=1)
    result["opt/state/step"] = np.array(3)
    return result


def siglip_run(tokens, side):
    def run(model):
        out = model(input_ids=torch.tensor(tokens), pixel_values=torch_images(side))
        return {"-image": model.vision_model(torch_images(side)).pooler_output,
                "-text": model.text_model(torch.tensor(tokens)).pooler_output,
                "-logits": out.logits_per_image}
    return run


def small(folder):
    out = TorchWriter(folder)
    size = dict(img_size=SIDE, patch_size=8, embed_dim=16, depth=2, num_heads=2, mlp_ratio=2, num_classes=CLASSES)
    out.timm("timm-vit-tok", VisionTransformer(**size), SIDE, 1)
    out.timm("timm-vit-tok-no-embed-class", VisionTransformer(no_embed_class=True, **size), SIDE, 2)
    out.timm("timm-vit-gap", VisionTransformer(global_pool="avg", class_token=False, fc_norm=False, **size), SIDE, 3)
    out.timm("timm-vit-map", VisionTransformer(global_pool="map", class_token=False, **size), SIDE, 4)

    config = transformers.ViTConfig(
        hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, image_size=SIDE, patch_size=8,
        num_labels=CLASSES)
    out.transformers("transformers-vit", transformers.ViTForImageClassification(config), 5,
                     lambda model: {"": model(torch_images(SIDE)).logits})

    tower = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32)
    config = transformers.SiglipConfig(
        text_config=dict(vocab_size=40, max_position_embeddings=6, bos_token_id=None, eos_token_id=1, **tower),
        vision_config=dict(image_size=SIDE, patch_size=8, **tower))
    tokens = [[5, 9, 33, 2, 1, 1], [17, 3, 1, 1, 1, 1]]
    out.transformers("transformers-siglip", transformers.SiglipModel(config), 6, siglip_run(tokens, SIDE))

    shape = dict(patch=8, width=16, depth=2, heads=2, hidden=32)
    for seed, (name, model) in enumerate({
            "big-vision-tok": BigVisionVit(pool="tok", **shape),
            "big-vision-gap": BigVisionVit(pool="gap", posemb=True, rep_size=True, **shape),
            "big-vision-map": BigVisionVit(pool="map", **shape)}.items()):
        arrays, logits = big_vision(model, SIDE, 10 + seed)
        out.expected[name] = logits
        if name == "big-vision-tok":
            out.npz(name, {"params/" + key: value for key, value in arrays.items()})
            out.npz("big-vision-tok-old", old(arrays))
        elif name == "big-vision-map":
            out.npz("big-vision-map-scan", stacked(arrays, 2))
        else:
            out.npz(name, arrays)

    grid = np.random.default_rng(20).standard_normal((4, 4, 3)).astype(np.float32)
    out.expected["zoom-from"] = grid
    out.expected["zoom-to"] = scipy.ndimage.zoom(grid, (6 / 4, 6 / 4, 1), order=1)

    out.timm("timm-mixer", timm.models.mlp_mixer.MlpMixer(
        img_size=SIDE, patch_size=8, num_blocks=2, embed_dim=16, num_classes=CLASSES), SIDE, 7)

    norm = functools.partial(timm.layers.GroupNormAct, num_groups=8)
    convolution = functools.partial(timm.layers.StdConv2d, eps=1e-8)  # as in timm's BiT models
    out.timm("timm-bit", timm.models.resnetv2.ResNetV2(
        layers=[2, 1], channels=(64, 128), stem_chs=16, num_classes=CLASSES, stem_type="fixed", norm_layer=norm,
        conv_layer=convolution), SIDE, 8)
    config = transformers.BitConfig(
        embedding_size=16, hidden_sizes=[64, 128], depths=[2, 1], num_groups=8, num_labels=CLASSES)
    out.transformers("transformers-bit", transformers.BitForImageClassification(config), 9,
                     lambda model: {"": model(torch_images(SIDE)).logits})
    out.close()


def full(folder):
    out = TorchWriter(folder)
    for seed, (name, arguments) in enumerate({
            "vit_tiny_patch16_224": {}, "vit_small_patch16_224": {}, "vit_base_patch16_224": {},
            "vit_base_patch16_siglip_gap_224": {"num_classes": 10},
            "vit_base_patch16_siglip_224": {"num_classes": 10},
            "mixer_s16_224": {}, "mixer_b16_224": {}, "resnetv2_50x1_bit": {}}.items()):
        out.timm(name, timm.create_model(name, **arguments), 224, 1 + seed)
    out.timm("flexivit_small", timm.create_model("flexivit_small"), 240, 20)
    out.transformers("vit-base-patch16-224", transformers.ViTForImageClassification(transformers.ViTConfig(
        num_labels=1000)), 21, lambda model: {"": model(torch_images(224)).logits})
    out.transformers("bit-50", transformers.BitForImageClassification(transformers.BitConfig(num_labels=1000)), 22,
                     lambda model: {"": model(torch_images(224)).logits})
    tokens = [list(range(2, 66)), [7] * 20 + [1] * 44]
    out.transformers("siglip-base-patch16-224", transformers.SiglipModel(transformers.SiglipConfig(
        text_config=dict(bos_token_id=None, eos_token_id=1))), 23, siglip_run(tokens, 224))

    # FlexiViT's resize of a kernel, as timm has it; channels last, as here.
    kernel = np.random.default_rng(24).standard_normal((384, 3, 32, 32)).astype(np.float32)
    out.expected["flexi-kernel"] = kernel.transpose(2, 3, 1, 0)
    for side in (8, 12, 20, 30, 48):
        resized = resample_patch_embed(
            torch.from_numpy(kernel).double(), [side, side], interpolation="bilinear", antialias=False)
        out.expected[f"flexi-kernel-{side}"] = resized.float().numpy().transpose(2, 3, 1, 0)
    out.close()


if __name__ == "__main__":
    {"small": small, "full": full}[sys.argv[1]](sys.argv[2])
