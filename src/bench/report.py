"""Results in words: lines for a terminal, a page for docs/."""

import os
import platform
import re
import subprocess

import limits

INTRODUCTION = """\
# Benchmarks

Made by `bin/bench`; do not edit. Each number is CPU time of every process that took part (Nginx with its workers, the app
and its workers; never the client), divided by that of the first line in the same round: **1.0 is the limit, lower is
better**. Medians of {rounds} alternating rounds, lowest and highest in brackets. On a busy machine rates say little, and ratios
are too high where programs hand over to each other (every switch costs more then): look at the load below.

![Ratios beside what is promised](benchmarks.svg)

"""


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


def verdict(result):
    """One word, or nothing where nothing is promised."""
    if result.promise is None:
        return ""
    return "kept" if result.is_kept else "**missed**"


def _cells(table, line):
    promise = line.contender.promise
    return [
        line.contender.name,
        f"{line.ratio.median:.2f} ({line.ratio.low:.2f} to {line.ratio.high:.2f})",
        "" if promise is None else f"≤ {promise:g}",
        "" if promise is None else ("kept" if line.is_kept else "**missed**"),
        f"{line.cpu.median:.0f} µs",
        f"{line.rate.median:,.0f} {table.unit}s/s" if table.unit == "request" else f"{line.rate.median:,.0f} MB/s",
    ]


def text(table):
    """A table for the terminal."""
    rows = [_cells(table, line) for line in table.lines]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    body = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)) for row in rows]
    return "\n".join([table.title, *("  " + line.replace("**", "").rstrip() for line in body), ""])


def fact_text(fact):
    """A single number for the terminal."""
    word = "kept" if fact.is_kept else "missed"
    value = f"{fact.value:.2f} {fact.unit}, promised < {fact.promise:g} {fact.unit}: {word}"
    return f"{fact.title}\n  {value}\n  {fact.remark}\n"


def page(tables, facts, remarks, rounds, date):
    """The whole of docs/benchmarks.md."""
    out = [INTRODUCTION.format(rounds=rounds)]
    for table in tables:
        out.append(f"## {table.title}\n\n")
        out.append(f"| | x the limit | promise | | CPU for each {table.unit} | rate |\n")
        out.append("|---|---|---|---|---:|---:|\n")
        out += ["| " + " | ".join(_cells(table, line)) + " |\n" for line in table.lines]
        out.append("\n")
    if facts:
        out.append("## Not ratios\n\n| | measured | promise | | |\n|---|---:|---:|---|---|\n")
    for fact in facts:
        word = "kept" if fact.is_kept else "**missed**"
        promise = f"< {fact.promise:g} {fact.unit}"
        out.append(f"| {fact.title} | {fact.value:.2f} {fact.unit} | {promise} | {word} | {fact.remark} |\n")
    out.append(f"\n## Where and when\n\n{date}.\n\n| | |\n|---|---|\n")
    out += [f"| {name} | {value} |\n" for name, value in machine() + remarks]
    return "".join(out)
