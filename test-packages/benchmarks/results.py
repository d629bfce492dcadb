"""Figures of the benchmark of applications: a CSV file with all of them, and tables of what matters."""

import csv
import glob
import os
import statistics
import subprocess
from dataclasses import dataclass, fields

COLUMNS = ("peer", "ours", "with-uv", "uv")
VERSION, INSTALLED, PACKAGE = "version", "installed size", ".deb size"
LAST = "dh_builddeb"
BEFORE, COMMANDS, OTHERS = f"all before {LAST}", "own commands", "other steps"

# Widths of the table.
NAMES, WIDTHS = 42, {"peer": 26, "ours": 32, "with-uv": 32, "uv": 32}

# A step that takes less than this in each way stands with the others; seconds.
WORTH_A_LINE = 0.1


@dataclass(frozen=True)
class Figure:
    """A step of a build, with the seconds that it took and used, or a size."""

    application: str
    column: str
    run: int
    step: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_kib: int = 0
    size: int = 0


def read_steps(log):
    """Returns steps and sums from the lines of inside/timed.c, as (step, seconds, processor seconds, KiB, bytes)."""
    steps, begun = {}, {}
    with open(log, encoding="utf-8") as lines:
        for line in lines:
            name, *numbers = line.split()
            start, seconds, processor, peak = map(float, numbers)
            before = steps.get(name, (0, 0, 0))
            steps[name] = (before[0] + seconds, before[1] + processor, max(before[2], int(peak)))
            begun.setdefault(name, start)
    _, whole, _ = steps.pop("dh")
    last = steps.pop(LAST)
    peak = max(step[2] for step in steps.values())
    result = [(name, *step, 0) for name, step in sorted(steps.items())]
    result.append((BEFORE, begun[LAST] - begun["dh"], whole - last[1], peak, 0))
    own = [step for name, step in steps.items() if name == "uv" or name.startswith("dh_virtualenv")]
    return result + [(COMMANDS, *(sum(step[i] for step in own) for i in (0, 1)), max(step[2] for step in own), 0)]


def sizes(builds):
    """Returns the sizes of the package that lies there, and takes it away."""
    (deb,) = glob.glob(builds + "/bench_*.deb")
    installed = int(subprocess.check_output(["dpkg-deb", "-f", deb, "Installed-Size"], text=True)) * 1024
    packed = os.path.getsize(deb)
    for file in glob.glob(builds + "/*.deb"):
        os.remove(file)
    return [(INSTALLED, 0, 0, 0, installed), (PACKAGE, 0, 0, 0, packed)]


class Results:
    """All figures; those of applications that were measured earlier stay in the file."""

    def __init__(self, file):
        self.file = file
        self.figures = []
        if os.path.exists(file):
            with open(file, encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    types = {field.name: field.type for field in fields(Figure)}
                    self.figures.append(Figure(**{name: types[name](value) for name, value in row.items()}))

    def version(self, column, text):
        """Notes what was measured."""
        self.figures = [one for one in self.figures if (one.column, one.application) != (column, VERSION)]
        self.figures.append(Figure(VERSION, column, 0, text))

    def forget(self, application):
        """Drops what was measured earlier."""
        self.figures = [one for one in self.figures if one.application != application]

    def add(self, application, column, run, steps):
        """Adds the steps of one build."""
        self.figures += [Figure(application, column, run, *step) for step in steps]

    def write(self):
        """Writes the file."""
        with open(self.file, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(field.name for field in fields(Figure))
            for one in self.figures:
                times = (f"{one.seconds:.3f}", f"{one.cpu_seconds:.3f}")
                writer.writerow((one.application, one.column, one.run, one.step, *times, one.peak_kib, one.size))

    def applications(self):
        """Returns those that were measured, in order."""
        return list(dict.fromkeys(one.application for one in self.figures if one.application != VERSION))

    def title(self, column):
        """Returns the name and version of what was measured."""
        return next(one.step for one in self.figures if (one.application, one.column) == (VERSION, column))

    def values(self, application, column, step, measure="seconds"):
        """Returns a value for each run that has one."""
        return [
            getattr(one, measure)
            for one in self.figures
            if (one.application, one.column, one.step) == (application, column, step)
        ]

    def median(self, *what):
        """Returns the median of values, 0 if there are none."""
        return statistics.median(self.values(*what) or [0])

    def steps(self, application):
        """Returns the names of steps that are worth a line, the slowest of the peer's and ours first, and the others."""
        names = {one.step for one in self.figures if one.application == application}
        names -= {BEFORE, COMMANDS, INSTALLED, PACKAGE}
        slowest = {name: max(self.median(application, column, name) for column in COLUMNS) for name in names}
        shown = sorted((name for name in names if slowest[name] >= WORTH_A_LINE), key=lambda name: -slowest[name])
        return shown, names - set(shown)

    def table(self, application):
        """Returns lines: median, least and most seconds of each step in each way, and ratios to the peer."""
        shown, others = self.steps(application)
        runs = len(self.values(application, "peer", BEFORE))
        lines = [f"{application}, runs: {runs}; seconds: median (least to most), ratio to {self.title('peer')}"]
        lines.append(f"{'':{NAMES}}" + "".join(f"{self.title(column):>{WIDTHS[column]}}" for column in COLUMNS))
        for step in shown:
            lines.append(self.times(application, step))
        cells = {c: [sum(self.median(application, c, name) for name in others)] for c in COLUMNS}
        lines.append(self.line(OTHERS, cells, "{:.2f}"))
        lines += [self.times(application, step) for step in (COMMANDS, BEFORE)]
        for what, measure, unit, factor in (
            (COMMANDS, "cpu_seconds", "processor seconds", 1),
            (BEFORE, "cpu_seconds", "processor seconds", 1),
            (BEFORE, "peak_kib", "peak MiB", 1024),
            (INSTALLED, "size", "MB", 10**6),
            (PACKAGE, "size", "MB", 10**6),
        ):
            cells = {c: [v / factor for v in self.values(application, c, what, measure)] for c in COLUMNS}
            lines.append(self.line(f"{what}, {unit}", cells, "{:.2f}"))
        return lines

    def times(self, application, step):
        """Returns the line of a step's seconds."""
        return self.line(step, {column: self.values(application, column, step) for column in COLUMNS}, "{:.2f}")

    @staticmethod
    def line(name, cells, form):
        """Returns a line with the values of each column."""
        line = f"{name:{NAMES}}"
        peer = statistics.median(cells["peer"] or [0])
        for column in COLUMNS:
            values = cells[column]
            median = statistics.median(values or [0])
            text = form.format(median) if values else "-"
            if len(values) > 1:
                text += f" ({form.format(min(values))} to {form.format(max(values))})"
            if column != "peer":
                text += f" {median / peer:5.2f}" if values and peer else 6 * " "
            line += f"{text:>{WIDTHS[column]}}"
        return line.rstrip()
