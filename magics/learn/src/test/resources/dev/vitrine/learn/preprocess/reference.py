"""Makes reference.npz: what big_vision's own preprocessing makes of a random picture, and how JAX and Pillow resize it.

    git clone https://github.com/google-research/big_vision && git -C big_vision checkout 0127fb6b337ee2a27bf4e54dea79cff176527356
    python -m venv venv
    venv/bin/pip install -r ../../../../../../../../papers/src/test/python/big_vision_requirements.txt pillow==13.0.0
    PYTHONPATH=big_vision venv/bin/python reference.py

The strings are those of reference.txt, each with the array that it is applied to; result i belongs to line i, counted
from 0.
"""

import io

import jax
import numpy as np
import PIL.Image
import tensorflow as tf
from big_vision.pp import builder, ops_general, ops_image  # noqa: F401: they register themselves

SIZES = [(16, 90), (60, 80), (20, 20)]


def picture(height=37, width=53):
    """Waves with noise on them, in bytes."""
    rng = np.random.default_rng(1)
    y, x, c = np.mgrid[:height, :width, :3]
    waves = 127 + 90 * np.sin(0.3 * x + c) * np.cos(0.2 * y - 0.5 * c)
    return np.clip(waves + 20 * rng.standard_normal(waves.shape), 0, 255).astype(np.uint8)


def encoded(array, **options):
    file = io.BytesIO()
    PIL.Image.fromarray(array).save(file, **options)
    return np.frombuffer(file.getvalue(), np.uint8)


def main():
    image = picture()
    inputs = {"picture": image, "png": encoded(image, format="PNG"),
              "jpeg": encoded(image, format="JPEG", quality=90)}
    arrays = dict(inputs)

    def preprocessed(name, string):
        value = inputs[name] if name == "picture" else inputs[name].tobytes()
        return np.asarray(builder.get_preprocess_fn(string)({"image": tf.constant(value)})["image"])

    with open("reference.txt") as lines:
        for i, line in enumerate(lines):
            arrays[str(i)] = preprocessed(*line.rstrip("\n").split(" ", 1))
    arrays["jpeg-fast"] = preprocessed("jpeg", "decode")
    arrays["jpeg-precise"] = preprocessed("jpeg", "decode(precise=True)")
    arrays["png-grey"] = preprocessed("png", "decode(channels=1)")
    for height, width in SIZES:
        floats = image.astype(np.float32)
        for antialias in (False, True):
            name = f"jax-{height}x{width}" + ("-antialias" if antialias else "")
            arrays[name] = np.asarray(jax.image.resize(floats, (height, width, 3), "linear", antialias=antialias))
        channels = [PIL.Image.fromarray(floats[:, :, c]).resize((width, height), PIL.Image.Resampling.BILINEAR)
                    for c in range(3)]
        arrays[f"pillow-{height}x{width}-antialias"] = np.stack([np.asarray(c) for c in channels], axis=2)
    np.savez_compressed("reference.npz", **arrays)


if __name__ == "__main__":
    main()
