"""What is measured: every kernel does each thing in turn, so that all have the same machine."""

import statistics
import time
from collections import defaultdict

from .running import RunningKernel, Wrong
from .sources import DEPENDENTS, EMPTY, ONE, PRINTED, SOURCES, one

READY = "start to ready"
FIRST = "first cell (1 + 1)"
SECOND = "second cell (12 statements)"
MEMORY_START = "memory after these, MB"
STARTS = (READY, FIRST, SECOND, MEMORY_START)

NOTHING = "empty cell"
TINY = "1 + 1"
TWELVE = "12 statements"
TYPE = "60-line class"
PRINTS = "1000 println"
COMPLETION = "completion"
COMPLETION_IN_CELL = "completion, end of 12 statements"
INSPECTION = "inspection"
REDEFINITION = f"redefinition, {DEPENDENTS} dependents"
WARM = (TINY, TWELVE, TYPE, PRINTS, COMPLETION, COMPLETION_IN_CELL, INSPECTION, REDEFINITION, NOTHING)

EARLY = "cell 20 of a session"
LATE = "cell 1000 of a session"
SESSION = (EARLY, LATE)
SESSION_CELLS = 1000
# A single cell is noise: the median of those around it stands for it.
AROUND = 10
REDEFINITIONS = 200
# What kernels do in the background after their start is over by then.
SETTLE_S = 10


class Samples:
    """Measurements by row and contender; a contender that fails a row has none in it, and the reason is kept."""

    def __init__(self):
        self.values = defaultdict(lambda: defaultdict(list))
        self.failures = {}

    def add(self, row, contender, value):
        self.values[row][contender.name].append(value)

    def fail(self, row, contender, reason):
        self.failures[(row, contender.name)] = str(reason)
        self.values[row].pop(contender.name, None)

    def failed(self, row, contender):
        return (row, contender.name) in self.failures

    def median(self, row, name):
        values = self.values.get(row, {}).get(name)
        return statistics.median(values) if values else None


def rotated(items, turn):
    """Everyone is first once in a while."""
    items = list(items)
    start = turn % len(items)
    return items[start:] + items[:start]


def starts(samples, contenders, rounds, history, say):
    """Starts each kernel anew in every round, alone, and runs two cells."""
    for turn in range(rounds):
        say(f"start {turn + 1} of {rounds}")
        for contender in rotated(contenders, turn):
            if not samples.failed(READY, contender):
                _start(samples, contender, turn, history)


def _start(samples, contender, turn, history):
    source = SOURCES[contender.language]
    try:
        kernel = RunningKernel(contender, history)
    except Wrong as e:
        for row in STARTS:
            samples.fail(row, contender, e)
        return
    try:
        samples.add(READY, contender, kernel.ready_ms)
        samples.add(FIRST, contender, kernel.execute(*ONE))
        samples.add(SECOND, contender, kernel.execute(*source.twelve(turn)))
        samples.add(MEMORY_START, contender, kernel.resident_mb())
    except Wrong as e:
        samples.fail(FIRST, contender, e)
        samples.fail(SECOND, contender, e)
    finally:
        kernel.stop()


def warm(samples, kernels, warmups, rounds, say):
    """Measures kernels that have been running for a while; all are alive, one works at a time."""
    time.sleep(SETTLE_S)
    for kernel in kernels:
        source = SOURCES[kernel.contender.language]
        kernel.execute(source.text_variable)
    for row, action in _actions().items():
        say(row)
        if row == REDEFINITION:
            _declare_dependents(samples, kernels)
        for turn in range(warmups + rounds):
            for kernel in rotated(kernels, turn):
                if samples.failed(row, kernel.contender):
                    continue
                try:
                    taken = action(kernel, SOURCES[kernel.contender.language], turn)
                except Wrong as e:
                    samples.fail(row, kernel.contender, e)
                    continue
                if turn >= warmups:
                    samples.add(row, kernel.contender, taken)


def _actions():
    return {
        TINY: lambda kernel, source, turn: kernel.execute(*one(turn)),
        TWELVE: lambda kernel, source, turn: kernel.execute(*source.twelve(turn)),
        TYPE: lambda kernel, source, turn: kernel.execute(source.type(turn)),
        PRINTS: lambda kernel, source, turn: kernel.execute(source.prints(), printed=PRINTED),
        COMPLETION: lambda kernel, source, turn: kernel.complete(*source.completion(turn)),
        COMPLETION_IN_CELL: lambda kernel, source, turn: kernel.complete(*source.completion_in_cell(turn)),
        INSPECTION: lambda kernel, source, turn: kernel.inspect(source.inspection(turn)),
        REDEFINITION: _redefine,
        NOTHING: lambda kernel, source, turn: kernel.execute(EMPTY),
    }


def _declare_dependents(samples, kernels):
    for kernel in kernels:
        source = SOURCES[kernel.contender.language]
        try:
            kernel.execute(source.base(0))
            for i in range(DEPENDENTS):
                kernel.execute(source.dependent(i))
        except Wrong as e:
            samples.fail(REDEFINITION, kernel.contender, e)


def _redefine(kernel, source, turn):
    """One cell redefines, and calls the last dependent so that it must be up to date."""
    last = DEPENDENTS - 1
    return kernel.execute(f"{source.base(turn)}\n{source.call(last)}", str(turn + last))


def session(samples, contenders, history, say):
    """A long session: new names in every cell; then one definition over and over. Returns what Java kernels hold."""
    footprints = {}
    for contender in contenders:
        say(f"{SESSION_CELLS} cells of {contender.name}")
        kernel = None
        try:
            kernel = RunningKernel(contender, history)
            footprints[contender.name] = _session(samples, kernel)
        except Wrong as e:
            samples.fail(EARLY, contender, e)
            samples.fail(LATE, contender, e)
        finally:
            if kernel:
                kernel.stop()
    return footprints


def _session(samples, kernel):
    source = SOURCES[kernel.contender.language]
    held = {}
    for i in range(1, SESSION_CELLS + 1):
        taken = kernel.execute(*source.session(i))
        if abs(i - 20) <= AROUND:
            samples.add(EARLY, kernel.contender, taken)
        elif i > SESSION_CELLS - 2 * AROUND - 1:
            samples.add(LATE, kernel.contender, taken)
        if i == 20 + AROUND:
            held["early"] = _footprint(kernel)
    held["late"] = _footprint(kernel)
    held["cells"] = SESSION_CELLS - 20 - AROUND
    for i in range(REDEFINITIONS):
        kernel.execute(source.base(i))
    held["redefined"] = _footprint(kernel)
    return held


def _footprint(kernel):
    held = {"resident_mb": kernel.resident_mb()}
    if kernel.contender.language == "java":
        heap, other, classes = kernel.value(SOURCES["java"].footprint).split()
        held |= {"heap_kb": int(heap) / 1e3, "other_kb": int(other) / 1e3, "classes": int(classes)}
    return held
