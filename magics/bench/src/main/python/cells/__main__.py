"""Entry of ./vitrine bench cells."""

import argparse
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
from pathlib import Path

from . import measure, report
from .contender import IPYKERNEL, VITRINE, contenders
from .running import RunningKernel

LEAST_ROUNDS = 20


def arguments():
    parser = argparse.ArgumentParser(
        prog="vitrine bench cells",
        description="Cells of Vitrine beside ipykernel, JJava and other installed kernels, through jupyter_client.",
    )
    parser.add_argument("kernels", metavar="KERNEL", nargs="*", help="other installed kernels of Java or Python")
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help=f"measurements of each row, at least {LEAST_ROUNDS} (default)")
    parser.add_argument("--starts", type=int, default=10, help="starts of each kernel (default 10)")
    parser.add_argument("--warm-up", type=int, default=40, help="rounds before those, for each row (default 40)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="writes every measurement to a file")
    parser.add_argument("--only", choices=("starts", "cells", "session"), help="a part of it")
    parser.add_argument("--no-jars", action="store_true", help="without the half that has jars on the class path")
    parser.add_argument("--quick", action="store_true", help="3 rounds, to see whether everything runs")
    parser.add_argument("--vitrine-kernels", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--jars", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.warm_up, chosen.starts = 3, 3, 3
    elif chosen.rounds < LEAST_ROUNDS:
        parser.error(f"--rounds takes a number from {LEAST_ROUNDS} on, not {chosen.rounds}")
    return chosen


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def say(text):
    print(text, file=sys.stderr, flush=True)


def measured(group, chosen, history):
    samples = measure.Samples()
    if chosen.only in (None, "starts"):
        measure.starts(samples, group, chosen.starts, history, say)
    if chosen.only in (None, "cells"):
        kernels = [RunningKernel(contender, history) for contender in group]
        try:
            measure.warm(samples, kernels, chosen.warm_up, chosen.rounds, say)
        finally:
            for kernel in kernels:
                kernel.stop()
    return samples


def show(title, samples, names):
    rows = [row for row in (*measure.STARTS, *measure.WARM, *measure.SESSION) if row in samples.values]
    print(f"\n{title}\n\n{report.table(samples, names, rows)}", flush=True)


def main():
    chosen = arguments()
    own_kernels = Path(sys.prefix, "share", "jupyter", "kernels")
    plain = contenders(chosen.vitrine_kernels, own_kernels, chosen.kernels)
    names = [contender.name for contender in plain]
    jars = sorted(chosen.jars.glob("*.jar"))
    megabytes = sum(jar.stat().st_size for jar in jars) / 1e6
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("ipykernel", "jjava", "jupyter_client"))
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{processor()}, {os.cpu_count()} processors{load}; Python {platform.python_version()}, {versions}")
    print(
        f"Medians of {chosen.rounds} after {chosen.warm_up} rounds to warm up, {measure.SETTLE_S} s after the start,"
        f" and of {chosen.starts} starts, all kernels in turn; in brackets the ratio"
        " to ipykernel. A cell takes from sending execute_request to receiving idle, completion and inspection until"
        " their reply, a start until wait_for_ready returns."
    )
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        history = Path(folder, "history.jsonl")
        say("without jars")
        results[""] = measured(plain, chosen, history)
        held = {}
        if chosen.only in (None, "session"):
            own = [contender for contender in plain if contender.name in (VITRINE, IPYKERNEL)]
            held = measure.session(results[""], own, history, say)
        show("no more jars than each kernel brings", results[""], names)
        if chosen.only != "session" and not chosen.no_jars:
            say(f"with {megabytes:.0f} MB of jars")
            # A language without a class path is measured again, in the same turns.
            group = [contender.with_jars(jars) or contender for contender in plain]
            label = f"{megabytes:.0f} MB of jars"
            results[f", {label}"] = measured(group, chosen, history)
            show(f"{label} on the class path", results[f", {label}"], names)
    if held:
        print(f"\n{report.footprints(held)}")
    print("\nbars:")
    for label, samples in results.items():
        print("\n".join(report.bars(samples, label)))
    if chosen.json:
        text = json.dumps({label or "plain": samples.values for label, samples in results.items()} | {"held": held}, indent=1)
        unfinished = chosen.json.with_suffix(".tmp")
        unfinished.write_text(text)
        unfinished.replace(chosen.json)


main()
