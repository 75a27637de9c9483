"""Tables and bars."""

from . import measure
from .contender import IPYKERNEL, JSHELL, VITRINE

# Row, whom it is compared with, in which row of theirs, and the largest ratio allowed.
BARS = (
    (measure.READY, IPYKERNEL, measure.READY, 1.0),
    (measure.TINY, IPYKERNEL, measure.TINY, 1.5),
    (measure.TWELVE, IPYKERNEL, measure.TWELVE, 2.5),
    (measure.PRINTS, IPYKERNEL, measure.PRINTS, 2.0),
    (measure.COMPLETION, IPYKERNEL, measure.COMPLETION, 1.0),
    (measure.COMPLETION_IN_CELL, IPYKERNEL, measure.COMPLETION_IN_CELL, 1.0),
    (measure.INSPECTION, IPYKERNEL, measure.COMPLETION, 1.0),
    (measure.TWELVE, JSHELL, measure.TWELVE, 0.1),
    (measure.LATE, VITRINE, measure.EARLY, 1.3),
)


def table(samples, names, rows):
    """Medians, each with its ratio to ipykernel's."""
    width = max(len(row) for row in rows) + 2
    lines = ["median ms".ljust(width) + "".join(f"{name:>20}" for name in names)]
    for row in rows:
        reference = samples.median(row, IPYKERNEL)
        cells = (_cell(samples.median(row, name), reference) for name in names)
        lines.append(row.ljust(width) + "".join(f"{cell:>20}" for cell in cells))
    lines += (f"n/a: {row}: {reason.splitlines()[0]}" for (row, _), reason in samples.failures.items())
    return "\n".join(lines)


def _cell(value, reference):
    if value is None:
        return "n/a"
    ratio = f" ({value / reference:.2f})" if reference else ""
    return f"{value:.1f}{ratio}"


def bars(samples, label):
    """One line for each row that was measured: met or missed, by how much."""
    lines = []
    for row, other, other_row, limit in BARS:
        if row not in samples.values:
            continue
        mine, theirs = samples.median(row, VITRINE), samples.median(other_row, other)
        what = f"{row}{label}"
        if mine is None or theirs is None:
            lines.append(f"missed   {what}: there is no time of {VITRINE if mine is None else other}")
            continue
        ratio = mine / theirs
        verdict = "met   " if ratio <= limit else "missed"
        whose = other_row if other == VITRINE else f"{other}'s {other_row}" if other_row != row else other
        if limit < 1:
            lines.append(f"{verdict}   {what}: {1 / ratio:.1f} times quicker than {whose} (at least {1 / limit:.0f})")
        else:
            lines.append(f"{verdict}   {what}: {ratio:.2f} of {whose} (at most {limit})")
    return lines


def footprints(held):
    """What a session of many cells holds."""
    lines = []
    for name, at in held.items():
        late, early, again = at["late"], at["early"], at["redefined"]
        line = f"{name}: {early['resident_mb']:.0f} MB resident at cell 30, {late['resident_mb']:.0f} at cell 1000"
        if "heap_kb" in late:
            heap = (late["heap_kb"] - early["heap_kb"]) / at["cells"]
            other = (late["other_kb"] - early["other_kb"]) / at["cells"]
            line += (
                f"; per cell {heap:.1f} KB of heap and {other:.1f} KB of other memory in use;"
                f" {again['classes'] - late['classes']:+d} classes after"
                f" {measure.REDEFINITIONS} redefinitions of one method"
            )
        lines.append(line)
    return "\n".join(lines)
