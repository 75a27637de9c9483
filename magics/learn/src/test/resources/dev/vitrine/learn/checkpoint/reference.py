"""Makes the files that the checkpoint tests read, and checks those that the tests wrote.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 safetensors==0.8.0 ml_dtypes==0.6.0
    venv/bin/python reference.py write .
    venv/bin/python reference.py check ../../../../../../../target/checkpoint

Every array of n elements holds (i mod 7) * 0.5 - 1 for i = 0 .. n-1 in C order if it is floating
point, i mod 5 if it is an integer, and i mod 2 if it is a truth value.
"""

import sys
from pathlib import Path

import ml_dtypes
import numpy as np
import safetensors.numpy
from safetensors import safe_open

DTYPES = {
    "bool": np.bool_, "u8": np.uint8, "i8": np.int8, "u16": np.uint16, "i16": np.int16,
    "u32": np.uint32, "i32": np.int32, "u64": np.uint64, "i64": np.int64,
    "f16": np.float16, "bf16": ml_dtypes.bfloat16, "f32": np.float32, "f64": np.float64,
}


def values(dtype, shape):
    i = np.arange(int(np.prod(shape)))
    if dtype == np.bool_:
        i = i % 2
    elif np.issubdtype(dtype, np.integer):
        i = i % 5
    else:
        i = (i % 7) * 0.5 - 1
    return i.astype(dtype).reshape(shape)


def arrays():
    result = {"types/" + name: values(dtype, (2, 5)) for name, dtype in DTYPES.items()}
    result["params/head/kernel"] = values(np.float32, (3, 4))
    result["params/head/bias"] = values(np.float32, (4,))
    result["params/scalar"] = values(np.float64, ())
    result["params/empty"] = values(np.float32, (0, 3))
    result["params/deep"] = values(np.float32, (2, 3, 4, 5))
    return result


def write(folder):
    plain = arrays()
    safetensors.numpy.save_file(plain, folder / "reference.safetensors", {"made by": "safetensors"})
    swapped = dict(plain)
    swapped["params/fortran"] = np.asfortranarray(values(np.float32, (2, 3, 4)))
    swapped["params/fortran integers"] = np.asfortranarray(values(np.int64, (3, 4)))
    swapped["params/big endian"] = values(np.float64, (2, 5)).astype(">f8")
    np.savez(folder / "reference.npz", **swapped)
    np.savez_compressed(folder / "compressed.npz", **swapped)
    np.save(folder / "fortran.npy", swapped["params/fortran"])
    np.savez(folder / "objects.npz", anything=np.array([{"a": 1}], dtype=object))
    # What NumPy rounds doubles to: random bit patterns, and ties.
    random = np.random.default_rng(1)
    exact = np.concatenate([
        random.standard_normal(500) * np.exp(random.uniform(-20, 14, 500)),
        np.arange(0, 64) * 2.0**-25,
        2049.0 + np.arange(16), 65503 + np.arange(40.0), np.array([np.inf, -np.inf, 0.0, -0.0, 1e300]),
        1 + 2.0**-11 + np.array([0, 2.0**-40, -2.0**-40]), 1 + 2.0**-8 + np.array([0, 2.0**-40, -2.0**-40]),
    ])
    # ml_dtypes rounds a double to a float first; the nearest bfloat16 is asked for here.
    single = exact.astype(np.float32)
    with np.errstate(over="ignore"):
        np.savez(folder / "rounding.npz", exact=exact, single=single, f16=exact.astype(np.float16).view(np.uint16),
                 bf16=single.astype(ml_dtypes.bfloat16).view(np.uint16))


def check(folder):
    expected = arrays()
    for path in sorted(folder.iterdir()):
        if path.suffix == ".safetensors":
            with safe_open(path, "np") as file:
                found = {name: file.get_tensor(name) for name in file.keys()}
                assert file.metadata()["made by"] == "vitrine", file.metadata()
        elif path.suffix == ".npz":
            found = dict(np.load(path))
        else:
            continue
        assert found.keys() == expected.keys(), found.keys() ^ expected.keys()
        for name, array in expected.items():
            actual = found[name]
            if array.dtype == ml_dtypes.bfloat16 and actual.dtype.type is np.void:
                actual = actual.view(ml_dtypes.bfloat16)
            assert actual.dtype == array.dtype and actual.shape == array.shape, name
            assert (actual == array).all(), name
        print(path.name, len(found), "arrays as expected")


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](Path(sys.argv[2]))
