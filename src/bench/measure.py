"""Contenders for the same work, taken in turns, and what each costs beside the first."""

import dataclasses
import statistics
import time
from collections.abc import Callable

import process


class NotMeasured(Exception):
    """Something that a work needs is not on this machine; it says what."""


@dataclasses.dataclass(frozen=True)
class Work:
    """What one turn got done: units are requests, pictures or megabytes (10^6 bytes)."""

    units: float
    seconds: float


@dataclasses.dataclass(frozen=True)
class Contender:
    """One way to do the work; promise is the highest ratio to the limit that we stand for.

    What must be so before each turn is done by prepare, which is not counted. Beside are programs that work for each
    contender alike and are no part of its ratio.
    """

    name: str
    pids: Callable[[], list]
    run: Callable[[], Work]
    promise: float | None = None
    is_peer: bool = False
    prepare: Callable[[], None] | None = None
    beside: Callable[[], list] | None = None


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
    """A contender's result: CPU in microseconds for each unit, its ratio, units for each second.

    Wall is the ratio of the times, beside the CPU of the programs beside: None where nothing is promised of it.
    """

    contender: Contender
    cpu: Spread
    ratio: Spread
    rate: Spread
    wall: Spread | None = None
    beside: Spread | None = None

    @property
    def is_kept(self):
        """Whether the promise is; true where there is none."""
        promise = self.contender.promise
        ratios = [self.ratio] if self.wall is None else [self.ratio, self.wall]
        return promise is None or all(each.median <= promise for each in ratios)


@dataclasses.dataclass(frozen=True)
class Table:
    """One work with all who did it; the first line is the limit."""

    title: str
    unit: str
    lines: list


@dataclasses.dataclass(frozen=True)
class Fact:
    """A single number beside its promise, where a ratio would say nothing; with is_least, more is better."""

    title: str
    value: float
    promise: float
    unit: str
    remark: str
    is_least: bool = False

    @property
    def is_kept(self):
        """Whether the promise is."""
        return self.value >= self.promise if self.is_least else self.value < self.promise


@dataclasses.dataclass(frozen=True)
class Turn:
    """What one contender did in one round."""

    cpu: float
    rate: float
    beside: float


def compare(title, unit, contenders, rounds):
    """Lets each do the work once in each round; ratios are of one round, so noise hits both sides."""
    turns = {each.name: [] for each in contenders}
    for number in range(rounds):
        # There and back again: nobody always follows the same neighbour.
        for each in contenders if number % 2 == 0 else reversed(contenders):
            turns[each.name].append(_turn(each))
    limit = turns[contenders[0].name]
    return Table(title, unit, [_line(each, turns[each.name], limit) for each in contenders])


def _line(contender, turns, limit):
    has_beside = contender.beside is not None
    return Line(
        contender,
        Spread.of([turn.cpu for turn in turns]),
        Spread.of([mine.cpu / best.cpu for mine, best in zip(turns, limit)]),
        Spread.of([turn.rate for turn in turns]),
        Spread.of([best.rate / mine.rate for mine, best in zip(turns, limit)]) if has_beside else None,
        Spread.of([turn.beside for turn in turns]) if has_beside else None,
    )


def _turn(contender):
    if contender.prepare is not None:
        contender.prepare()
    pids = contender.pids()
    others = contender.beside() if contender.beside is not None else []
    before, before_others = process.cpu_seconds(pids), process.cpu_seconds(others)
    work = contender.run()
    time.sleep(0.1)
    # The clock ticks a hundred times a second: less than one tick is not nothing.
    spent = max(process.cpu_seconds(pids) - before, 1 / process.TICKS_PER_SECOND)
    spent_others = process.cpu_seconds(others) - before_others
    return Turn(
        spent / work.units * 1e6, work.units / work.seconds, spent_others / work.units * 1e6
    )
