"""Makes random checkpoints of big_vision's own models, as its files name them now and named them once, and what
big_vision computes after it has loaded them.

    git clone https://github.com/google-research/big_vision && git -C big_vision checkout 0127fb6b337ee2a27bf4e54dea79cff176527356
    python -m venv venv
    venv/bin/pip install -r big_vision_requirements.txt
    export PYTHONPATH=big_vision
    venv/bin/python big_vision_checkpoints.py small ../resources/dev/vitrine/papers/checkpoints/big_vision
    venv/bin/python big_vision_checkpoints.py full DIR/big_vision   # real sizes, 2.6 GB, for ParityTests; see docs/papers.md

Parameters and input are those of drawing.py. Values are in double precision where big_vision's code allows it.
"""

import sys

import jax
import jax.numpy as jnp
import numpy as np
from big_vision.models import bit_paper, mlp_mixer, vit
from big_vision.models.proj.flexi import vit as flexi
from big_vision.models.proj.image_text import two_towers
from drawing import Writer, drawn, images
from flax.traverse_util import flatten_dict
from ml_collections import ConfigDict

jax.config.update("jax_enable_x64", True)


def pictures(side):
    return jnp.asarray(images(side), jnp.float64)


def double(tree):
    return jax.tree.map(lambda x: jnp.asarray(x, jnp.float64), tree)


def arrays_of(model, seed, *inputs):
    """Random parameters by big_vision's names."""
    shapes = flatten_dict(jax.eval_shape(model.init, jax.random.PRNGKey(0), *inputs)["params"], sep="/")
    rng = np.random.default_rng(seed)
    return {name: drawn(rng, name, shape.shape) for name, shape in sorted(shapes.items())}


def initial(model, *inputs):
    """What load takes the shapes from."""
    return jax.tree.map(
        lambda shape: np.zeros(shape.shape, np.float32),
        jax.eval_shape(model.init, jax.random.PRNGKey(0), *inputs)["params"])


class BigVisionWriter(Writer):

    def loaded(self, name, module, model, side, settings=None, suffix=""):
        """What comes out after big_vision's own load; the model may read pictures of another size than the file's."""
        params = module.load(
            initial(model, pictures(side)), self.path(name) + ".npz", ConfigDict(settings or {}))
        result, _ = model.apply({"params": double(params)}, pictures(side))
        self.expected[name + suffix] = np.asarray(result, np.float32)


# --- Names of once ---

def below(prefix, arrays):
    return {prefix + name: value for name, value in arrays.items()}


def numbered(arrays):
    """Parts of a block were numbered through, before Flax had Linen."""
    result = {}
    for name, value in arrays.items():
        if "encoderblock_" in name:
            name = name.replace("LayerNorm_1", "LayerNorm_2").replace("MlpBlock_0", "MlpBlock_3")
            name = name.replace("MultiHeadDotProductAttention_0", "MultiHeadDotProductAttention_1")
        result[name] = value
    return result


def with_row(arrays, place):
    """The class token's position was a row of its own, elsewhere."""
    result = dict(arrays)
    row = 0.5 * np.ones_like(arrays["cls"])
    result["cls"] = arrays["cls"] - row
    result[place] = np.concatenate([row, result.pop("pos_embedding")], axis=1)
    return result


def inlined(arrays):
    """The pooling of the first ViT-G had no module."""
    return {name.replace("MAPHead_0/", ""): value for name, value in arrays.items()}


def positions_twice(arrays):
    """Older text towers had two positions, which they added."""
    more = np.full_like(arrays["txt/pos_embedding"], 0.25)
    return {**arrays, "txt/pos_embedding": arrays["txt/pos_embedding"] - more, "txt/Encoder_0/pos_embedding": more}


def old_mixer(arrays):
    result = {}
    for name, value in arrays.items():
        name = name.replace("stem/", "embedding/").replace("pre_head_layer_norm", "Mixer/encoder_norm")
        name = name.replace("MixerBlock_", "Mixer/encoderblock_")
        for number in "01":
            name = name.replace(f"_mixing/Dense_{number}/kernel", f"_mixing_phase_0/kernel{int(number) + 1}")
            name = name.replace(f"_mixing/Dense_{number}/bias", f"_mixing_phase_0/bias{int(number) + 1}")
        result["opt/target/" + name] = value[None, None] if "phase_0/kernel" in name else value
    return result


def paper_bit(arrays):
    """As the files that came with the paper name it; some convolutions have a number there."""
    parts = {"conv_root": "standardized_conv2d", "conv_proj": "a/proj/standardized_conv2d_3",
             "conv1": "a/standardized_conv2d", "conv2": "b/standardized_conv2d_1", "conv3": "c/standardized_conv2d",
             "gn1": "a/group_norm", "gn2": "b/group_norm", "gn3": "c/group_norm", "norm-pre-head": "group_norm",
             "head": "head/conv2d"}
    result = {}
    for name, value in arrays.items():
        if name == "head/kernel":
            value = value[None, None]
        *path, parameter = [parts.get(part, part) for part in name.split("/")]
        if path[-1].endswith("group_norm"):
            parameter = {"scale": "gamma", "bias": "beta"}[parameter]
            value = value[0, 0, 0]
        result["/".join(["resnet", *path, parameter])] = value
    return result


# --- Two towers ---

def towers(out, name, variant, side, sides, vocabulary, tokens, as_stored, scan=False, seed=0):
    image = dict(variant[0], pool_type="map", scan=scan, dtype_mm="float64")
    text = dict(variant[1], vocab_size=vocabulary, scan=scan)
    model = two_towers.Model(
        image=image, text=text, out_dim=(None, text["width"]), temperature_init=10.0, bias_init=-10.0)
    tokens = np.array(tokens)
    arrays = arrays_of(model, seed, pictures(side), tokens)
    arrays["t"] = np.array([np.log(8.0)], np.float32)
    arrays["b"] = np.array([-7.0], np.float32)
    out.npz(name, as_stored(arrays))
    for size in sides:
        params = two_towers.load(
            initial(model, pictures(size), tokens), out.path(name) + ".npz",
            ConfigDict(dict(image=image, text=text, bias_init=-10.0)))
        zimg, ztxt, more = model.apply({"params": double(params)}, pictures(size), tokens)
        suffix = "" if size == side else f"-{size}"
        out.expected[name + "-image" + suffix] = np.asarray(more["img/pre_logits"], np.float32)
        out.expected[name + "-text" + suffix] = np.asarray(more["txt/logits"], np.float32)
        out.expected[name + "-logits" + suffix] = np.asarray(zimg @ ztxt.T * more["t"] + more["b"], np.float32)


def vit_model(classes, variant, **settings):
    return vit.Model(classes, dtype_mm="float64", **{**variant, **settings})


def flexible(out, name, model, image, grids, seed):
    out.npz(name, arrays_of(model, seed, pictures(image)))
    side = model.posemb_size[0] * model.patch_size[0]
    params = flexi.load(
        initial(model, pictures(side)), out.path(name) + ".npz", ConfigDict(dict(patch_size=model.patch_size)))
    for grid in grids:
        logits, _ = model.apply({"params": double(params)}, pictures(image), seqhw=grid)
        out.expected[f"{name}-{grid}"] = np.asarray(logits, np.float32)


def small(folder):
    out = BigVisionWriter(folder)
    size = dict(width=16, depth=2, num_heads=2, mlp_dim=32)
    vits = dict(size, patch_size=(8, 8))
    tok = vit_model(7, vits, pool_type="tok")
    out.npz("vit-tok-2021", below("opt/target/", numbered(with_row(
        arrays_of(tok, 1, pictures(32)), "Transformer/pos_embedding"))))
    for side in (32, 48, 24):
        out.loaded("vit-tok-2021", vit, tok, side, suffix="" if side == 32 else f"-{side}")
    pooled = vit_model(7, vits, pool_type="map")
    out.npz("vit-map-inlined", inlined(arrays_of(pooled, 2, pictures(32))))
    out.loaded("vit-map-inlined", vit, pooled, 32)
    towers(out, "two-towers-scan", (vits, size), 32, (32, 48), 40, [[5, 9, 33, 2, 1, 1], [17, 3, 1, 1, 1, 1]],
           lambda arrays: below("params/", arrays), scan=True, seed=3)
    towers(out, "two-towers-old", (vits, size), 32, (32,), 40, [[5, 9, 33, 2, 1, 1], [17, 3, 1, 1, 1, 1]],
           positions_twice, seed=4)
    mixer = mlp_mixer.Model(
        7, patch_size=(8, 8), hidden_dim=16, num_blocks=2, channels_mlp_dim=64, tokens_mlp_dim=8)
    out.npz("mixer-old", old_mixer(arrays_of(mixer, 5, pictures(32))))
    out.loaded("mixer-old", mlp_mixer, mixer, 32)
    flexible(out, "flexi", flexi.Model(7, posemb_size=(4, 4), pool_type="tok", **vits), 48, (3, 4, 6, 12), 6)
    out.close()


def full(folder):
    out = BigVisionWriter(folder)
    variant = vit.decode_variant
    ti = vit_model(1000, variant("Ti/16"), pool_type="tok")
    out.npz("vit-ti16-tok-2020", below("opt/target/", numbered(with_row(
        arrays_of(ti, 1, pictures(224)), "Transformer/posembed_input/pos_embedding"))))
    out.npz("vit-ti16-tok-2021", numbered(with_row(
        arrays_of(ti, 2, pictures(224)), "Transformer/pos_embedding")))
    for side in (224, 384, 160):
        suffix = "" if side == 224 else f"-{side}"
        out.loaded("vit-ti16-tok-2020", vit, ti, side, suffix=suffix)
        out.loaded("vit-ti16-tok-2021", vit, ti, side, suffix=suffix)
    for seed, (name, settings, as_stored) in enumerate([
            ("vit-s16-gap", dict(pool_type="gap", rep_size=True), lambda arrays: below("params/", arrays)),
            ("vit-s16-sincos2d", dict(pool_type="gap", posemb="sincos2d"), dict),
            ("vit-b16-tok", dict(pool_type="tok"), dict),
            ("vit-b16-map-scan", dict(pool_type="map", scan=True), dict),
            ("vit-b16-map-inlined", dict(pool_type="map"), inlined)]):
        size = "S/16" if "s16" in name else "B/16"
        model = vit_model(1000, variant(size), **settings)
        out.npz(name, as_stored(arrays_of(model, 3 + seed, pictures(224))))
        out.loaded(name, vit, model, 224, dict(scan=settings.get("scan", False)))
    for seed, (name, size, as_stored) in enumerate(
            [("mixer-s16", "S/16", dict), ("mixer-b16-old", "B/16", old_mixer)]):
        model = mlp_mixer.Model(1000, variant=size)
        out.npz(name, as_stored(arrays_of(model, 10 + seed, pictures(224))))
        out.loaded(name, mlp_mixer, model, 224)
    bit = bit_paper.Model(1000, depth=50, width=1)
    for seed, (name, as_stored) in enumerate([("bit-r50x1", dict), ("bit-r50x1-paper", paper_bit)]):
        out.npz(name, as_stored(arrays_of(bit, 20 + seed, pictures(224))))
        out.loaded(name, bit_paper, bit, 224)
    base = variant("B")
    towers(out, "siglip-b16", (dict(base, patch_size=(16, 16)), base), 224, (224, 256), 32_000,
           [list(range(2, 66)), [7] * 20 + [1] * 44], lambda arrays: below("params/", arrays), seed=30)
    flexible(out, "flexivit-s", flexi.Model(1000, variant="S", pool_type="tok"), 240, (5, 8, 15, 30), 40)
    out.close()


if __name__ == "__main__":
    {"small": small, "full": full}[sys.argv[1]](sys.argv[2])
