"""Results in words: lines for a terminal, a page for docs/."""

import dataclasses
import os
import platform
import re
import subprocess

import limits

INTRODUCTION = """\
# Benchmarks

Made by `bin/bench`; do not edit. Each number is CPU time of every process that took part (Nginx with its workers, the app
and its workers; never the client), divided by that of the first line in the same round: **1.0 is the limit, lower is
better**. Medians of alternating rounds, lowest and highest in brackets. On a busy machine rates say little, and ratios
are too high where programs hand over to each other (every switch costs more then): look at the load below each part.

"""
HEADS = {
    "disk": """\
## On a disk

{rounds} rounds.

![Ratios beside what is promised](benchmarks.svg)

""",
    "s3": """\
## On a bucket

{rounds} rounds, 3 for 1 GB. The limit is an Nginx that passes presigned requests on to the same store, with the buffers of the
shipped templates. "Wall" is the time of the whole turn, beside the limit's; the promise is for both. The store's own CPU is no
part of a ratio. Store, gateway and client share the cores.

![Ratios beside what is promised](benchmarks-s3.svg)

""",
    "pictures": """\
## Pictures

{rounds} rounds. The limit is libvips, called from C (`vips_thumbnail` from file to file, one thread a picture), in a process of its
own that is as warm as the others. JPEG and WebP at quality 80; 24 MP are 6000 x 4000. What a line costs is all of its process:
compilers and collectors of Java, programs that it starts, and for a peer asked by HTTP its server too.

What the figures do not say:

- The sources are drawn anew each time, noise at each scale: a 24 MP JPEG has about the bytes of a photograph, but fewer edges. As
  a thumbnail is easier of it, PSNR is a few decibels higher: on a mosaic of photographs the built-in engine has 49.1 dB and
  `vips_thumbnail` 48.6 by the same measure. An engine's time hangs on the bytes, less on what they show.
- The built-in engine writes no WebP, so it has no line there. In a heap of 64 MB it makes thumbnails of 24 MP; what needs more, such as
  1600 px, is refused before work, so that line is in the first tables only.
- The libvips engine is asked for everything here. With `images.engine: auto` a thumbnail of a JPEG is made by the built-in engine.
- sharp and ipx bring a newer libvips than the system's. Peers are installed by whoever measures (`bin/bench --help`, `--peer`); those
  without a line were not there.
- "Nginx alone" has no log and adds no header. The gateway's Nginx writes a line for each request, gives it a random id and
  sends nine headers more: the line "with our log and headers" is an Nginx that does just that, and has no door before
  the file. The app has no part in a stored resize.

![Ratios beside what is promised](benchmarks-pictures.svg)

""",
}


@dataclasses.dataclass(frozen=True)
class Part:
    """All results of one kind of store."""

    tables: list
    facts: list
    remarks: list


def machine():
    """What it ran on: pairs of name and value."""
    return [
        ("cores", f"{os.cpu_count()} x {_first('/proc/cpuinfo', 'model name') or platform.machine()}"),
        ("memory", f"{int(_first('/proc/meminfo', 'MemTotal').split()[0]) / 2**20:.0f} GiB"),
        ("system", f"{_first('/etc/os-release', 'PRETTY_NAME')}, Linux {_kernel()}"),
        ("Nginx", _version([limits.find_nginx(), "-v"], r"nginx/(\S+)")),
        ("Java", _version(["java", "-version"], r'version "([^"]+)"')),
    ]


def _kernel():
    return ".".join(platform.release().split("-")[0].split(".")[:2])


def _first(path, name):
    with open(path) as file:
        for line in file:
            found = re.match(name + r"\s*[:=]\s*\"?([^\"\n]*)", line)
            if found:
                return found[1]
    return ""


def _version(command, pattern):
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    found = re.search(pattern, done.stdout + done.stderr)
    return found[1] if found else "unknown"


def _verdict(line):
    promise = line.contender.promise
    if promise is None or line.is_kept:
        return "" if promise is None else "kept"
    missed = [name for name, ratio in (("CPU", line.ratio), ("wall", line.wall)) if ratio and ratio.median > promise]
    return "**missed**" if line.wall is None else f"**missed** ({', '.join(missed)})"


def _spread(ratio):
    return f"{ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"


def _cells(table, line):
    promise = line.contender.promise
    wall = [] if line.wall is None else [_spread(line.wall)]
    beside = [] if line.beside is None else [f"{line.beside.median:.0f} µs"]
    return [
        line.contender.name,
        _spread(line.ratio),
        *wall,
        "" if promise is None else f"≤ {promise:g}",
        _verdict(line),
        _time(line.cpu.median),
        *beside,
        f"{line.rate.median:,.0f} MB/s" if table.unit == "MB" else f"{_number(line.rate.median)} {table.unit}s/s",
    ]


def _time(micros):
    return f"{micros:.0f} µs" if micros < 10_000 else f"{micros / 1000:.1f} ms"


def _number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def _heads(table):
    has_wall = table.lines[0].wall is not None
    names = ["", "x the limit", *(["wall"] if has_wall else []), "promise", "", f"CPU for each {table.unit}"]
    names += [*(["of the store"] if has_wall else []), "rate"]
    rights = 3 if has_wall else 2
    lines = ["---"] * (len(names) - rights) + ["---:"] * rights
    return f"| {' | '.join(names)} |\n|{'|'.join(lines)}|\n".replace("|  |", "| |")


def text(table):
    """A table for the terminal."""
    rows = [_cells(table, line) for line in table.lines]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    body = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)) for row in rows]
    return "\n".join([table.title, *("  " + line.replace("**", "").rstrip() for line in body), ""])


def fact_text(fact):
    """A single number for the terminal."""
    word = "kept" if fact.is_kept else "missed"
    value = f"{_value(fact)}, promised {_promise(fact)}: {word}"
    return f"{fact.title}\n  {value}\n  {fact.remark}\n"


def _value(fact):
    return f"{fact.value:.2f} {fact.unit}".strip()


def _promise(fact):
    return f"{'≥' if fact.is_least else '<'} {fact.promise:g} {fact.unit}".strip()


def page(before, name, part, rounds, date):
    """The whole of docs/benchmarks.md, with one part anew and the others as they were."""
    parts = {each: _found(before, each) for each in HEADS}
    parts[name] = _part(name, part, rounds, date)
    return INTRODUCTION + "".join(
        f"<!-- begin {each} -->\n\n{text}\n<!-- end {each} -->\n" for each, text in parts.items() if text
    )


def _found(page_text, name):
    found = re.search(rf"(?s)<!-- begin {name} -->\n\n(.*)\n<!-- end {name} -->", page_text)
    return found[1] if found else ""


def _part(name, part, rounds, date):
    out = [HEADS[name].format(rounds=rounds)]
    for table in part.tables:
        out.append(f"### {table.title}\n\n{_heads(table)}")
        out += ["| " + " | ".join(_cells(table, line)) + " |\n" for line in table.lines]
        out.append("\n")
    if part.facts:
        out.append("### Not ratios\n\n| | measured | promise | | |\n|---|---:|---:|---|---|\n")
    for fact in part.facts:
        word = "kept" if fact.is_kept else "**missed**"
        out.append(f"| {fact.title} | {_value(fact)} | {_promise(fact)} | {word} | {fact.remark} |\n")
    out.append(f"\n### Where and when\n\n{date}.\n\n| | |\n|---|---|\n")
    out += [f"| {title} | {value} |\n" for title, value in machine() + part.remarks]
    return "".join(out)
