"""Makes trajectories.npz: what Optax's optimizers do with given gradients, in double precision.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 jax==0.10.2 optax==0.2.8
    venv/bin/python trajectories.py

The chain is big_vision's (optax.py): clip, optimizer, learning rate, decay, schedule. Adafactor is its
scale_by_adafactor, with momentum in double instead of bfloat16.
"""

import re

import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

STEPS = 6
LEARNING_RATE = 0.1
DECAY = 0.01
SHAPES = {
    "head/kernel": (4, 6), "body/kernel": (3, 5, 4), "body/square": (4, 4), "body/bias": (7,), "body/thin": (2, 9),
}
# First match wins; whole paths.
DECAYS = [("head/kernel", 10.0), (".+/kernel", 1.0)]
RATES = [("body/bias", 0.5)]


def schedule(t):
    return 1 / (1 + 0.5 * t)


def first_match(rules, name, otherwise):
    return next((value for regex, value in rules if re.fullmatch(regex, name)), otherwise)


def adafactor(threshold=None, cap=0.999):
    def decay_rate(i, exponent):
        return jnp.minimum(cap, 1.0 - (jnp.array(i, jnp.float64) + 1.0) ** -exponent)

    return optax.chain(
        optax.scale_by_factored_rms(
            factored=True, decay_rate=0.8, step_offset=0, min_dim_size_to_factor=4, epsilon=1e-30,
            decay_rate_fn=decay_rate),
        optax.clip_by_block_rms(threshold) if threshold else optax.identity(),
        optax.ema(0.9, debias=False, accumulator_dtype=jnp.float64))


OPTIMIZERS = {
    "sgd": optax.identity(),
    "momentum": optax.trace(decay=0.9),
    "nesterov": optax.trace(decay=0.9, nesterov=True),
    "adam": optax.scale_by_adam(0.9, 0.999, 1e-8),
    "lion": optax.scale_by_lion(0.9, 0.99),
    "adafactor": adafactor(),
    "adafactor_clipped": adafactor(threshold=0.5, cap=0.6),
}


def run(name, start, gradients, clip):
    transform = OPTIMIZERS[name]
    params = {k: jnp.asarray(v) for k, v in start.items()}
    state = transform.init(params)
    clipper = optax.clip_by_global_norm(clip)
    for t in range(STEPS):
        updates = {k: jnp.asarray(g[t]) for k, g in gradients.items()}
        updates, _ = clipper.update(updates, clipper.init(params))
        updates, state = transform.update(updates, state, params)
        for k in params:
            rate = LEARNING_RATE * first_match(RATES, k, 1.0)
            decay = DECAY * first_match(DECAYS, k, 0.0)
            params[k] = params[k] - schedule(t) * (rate * updates[k] + decay * params[k])
    return params


def main():
    random = np.random.default_rng(3)
    start = {k: random.standard_normal(shape) for k, shape in SHAPES.items()}
    gradients = {k: random.standard_normal((STEPS, *shape)) * 0.3 for k, shape in SHAPES.items()}
    arrays = {}
    for k in SHAPES:
        arrays["start/" + k] = start[k]
        arrays["gradients/" + k] = gradients[k]
    for name in OPTIMIZERS:
        for k, value in run(name, start, gradients, clip=1.0).items():
            arrays[f"{name}/{k}"] = np.asarray(value)
    np.savez(__file__.replace(".py", ".npz"), **arrays)


if __name__ == "__main__":
    main()
