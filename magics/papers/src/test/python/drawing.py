"""What the scripts of this folder share: the input, random parameters, and the file of what came out."""

import os

import numpy as np


def images(side, channels=3):
    """sin(0.1 i) over (2, side, side, channels)."""
    n = 2 * side * side * channels
    return np.sin(0.1 * np.arange(n, dtype=np.float64)).astype(np.float32).reshape(2, side, side, channels)


def drawn(rng, name, shape):
    """Norms near one, weights such that the signal keeps its size, all else small."""
    scale = name.endswith(("scale", "gamma")) or (name.endswith("weight") and len(shape) == 1)
    if scale:
        return (1 + 0.2 * rng.standard_normal(shape)).astype(np.float32)
    # A weight has about one input for each of its elements per output; kernels of Flax have outputs last.
    fan_in = 1 if len(shape) < 2 else int(np.prod(shape)) // max(shape[0], shape[-1])
    deviation = 0.3 if len(shape) < 2 else min(1.0, 1.2 / np.sqrt(max(1, fan_in)))
    return (deviation * rng.standard_normal(shape)).astype(np.float32)


class Writer:
    def __init__(self, folder):
        self.folder = folder
        self.expected = {}
        os.makedirs(folder, exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def npz(self, name, arrays):
        np.savez(self.path(name + ".npz"), **arrays)

    def close(self):
        np.savez(self.path("expected.npz"), **self.expected)
