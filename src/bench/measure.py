"""Contenders for the same work, taken in turns, and what each costs beside the first."""

import dataclasses
import statistics
import time
from collections.abc import Callable

import process


@dataclasses.dataclass(frozen=True)
class Work:
    """What one turn got done: units are requests or megabytes (10^6 bytes)."""

    units: float
    seconds: float


@dataclasses.dataclass(frozen=True)
class Contender:
    """One way to do the work; promise is the highest ratio to the limit that we stand for."""

    name: str
    pids: Callable[[], list]
    run: Callable[[], Work]
    promise: float | None = None
    is_peer: bool = False


@dataclasses.dataclass(frozen=True)
class Spread:
    """Median, lowest and highest of some rounds."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values):
        """Of a list that is not empty."""
        return Spread(statistics.median(values), min(values), max(values))


@dataclasses.dataclass(frozen=True)
class Line:
    """A contender's result: CPU in microseconds for each unit, its ratio, units for each second."""

    contender: Contender
    cpu: Spread
    ratio: Spread
    rate: Spread

    @property
    def is_kept(self):
        """Whether the promise is; true where there is none."""
        promise = self.contender.promise
        return promise is None or self.ratio.median <= promise


@dataclasses.dataclass(frozen=True)
class Table:
    """One work with all who did it; the first line is the limit."""

    title: str
    unit: str
    lines: list


@dataclasses.dataclass(frozen=True)
class Fact:
    """A single number beside its promise, where a ratio would say nothing."""

    title: str
    value: float
    promise: float
    unit: str
    remark: str

    @property
    def is_kept(self):
        """Whether the promise is."""
        return self.value < self.promise


def compare(title, unit, contenders, rounds):
    """Lets each do the work once in each round; ratios are of one round, so noise hits both sides."""
    cpu = {each.name: [] for each in contenders}
    rate = {each.name: [] for each in contenders}
    for turn in range(rounds):
        # There and back again: nobody always follows the same neighbour.
        for each in contenders if turn % 2 == 0 else reversed(contenders):
            cost, speed = _turn(each)
            cpu[each.name].append(cost)
            rate[each.name].append(speed)
    limit = cpu[contenders[0].name]
    lines = [
        Line(
            each,
            Spread.of(cpu[each.name]),
            Spread.of([mine / best for mine, best in zip(cpu[each.name], limit)]),
            Spread.of(rate[each.name]),
        )
        for each in contenders
    ]
    return Table(title, unit, lines)


def _turn(contender):
    pids = contender.pids()
    before = process.cpu_seconds(pids)
    work = contender.run()
    time.sleep(0.1)
    spent = process.cpu_seconds(pids) - before
    return spent / work.units * 1e6, work.units / work.seconds
