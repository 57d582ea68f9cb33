"""bin/bench: what Sluice costs, beside the limits and the peers that are on this machine."""

import argparse
import dataclasses
import datetime
import os
import signal
import sys

import chart
import disk
import house
import report
import rows

# Before any of our own.
LOAD = os.getloadavg()
HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@dataclasses.dataclass(frozen=True)
class Plan:
    """How long it takes: seconds for each wrk turn, at most for each warm-up; uploads for each PUT turn."""

    rounds: int
    seconds: int
    warm_up: int
    large_puts: int
    middle_puts: int
    trickle: int
    gigabyte: int
    time_limit: int


FULL = Plan(5, 3, 45, 12, 1000, 8, 10**9, 600)
QUICK = Plan(2, 2, 12, 6, 300, 3, 3 * 10**8, 150)


def main():
    """Runs what is asked for; 1 when a promise is missed and --strict."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="under two minutes, coarse; writes no page")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a promise is missed")
    parser.add_argument("--output", default=os.path.join(HOME, "docs"), help="folder of the page")
    parser.add_argument("--only", choices=[*rows.TABLES, *rows.FACTS], nargs="+", metavar="WORK",
                        help="of " + ", ".join([*rows.TABLES, *rows.FACTS]) + "; writes no page")
    options = parser.parse_args()
    plan = QUICK if options.quick else FULL
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("bin/bench: out of time"))
    signal.alarm(plan.time_limit)
    tables, facts, remarks = measure(plan, options.only)
    if not options.quick and not options.only:
        write(options.output, tables, facts, remarks, plan)
    results = facts + [line for table in tables for line in table.lines]
    return 1 if options.strict and not all(each.is_kept for each in results) else 0


def measure(plan, only):
    """Runs everything, each result printed as soon as it is there."""
    tables, facts, remarks = [], [], []
    print("Starting gateways, Nginx alone and peers ...", flush=True)
    with house.House(HOME, plan) as rooms:
        speed = disk.write_speed(rooms.folder, house.LARGE, 3)
        remarks.append(("disk", f"{speed:,.0f} MB/s written and made durable, 50 MB at a time"))
        remarks.append(("load before", f"{LOAD[0]:.1f} waiting or running (1 minute), of others"))
        print("Warming up ...", flush=True)
        rooms.warm_up()
        for name, work in rows.TABLES.items():
            if not only or name in only:
                tables.append(work(rooms))
                print("\n" + report.text(tables[-1]), end="", flush=True)
        for name, work in rows.FACTS.items():
            if not only or name in only:
                facts.append(work(rooms))
                print("\n" + report.fact_text(facts[-1]), end="", flush=True)
    return tables, facts, remarks


def write(folder, tables, facts, remarks, plan):
    """Writes the page and its picture."""
    date = datetime.date.today().isoformat()
    os.makedirs(folder, exist_ok=True)
    for name, content in (
        ("benchmarks.md", report.page(tables, facts, remarks, plan.rounds, date)),
        ("benchmarks.svg", chart.svg(tables)),
    ):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)
        print(f"Wrote {os.path.join(folder, name)}")


if __name__ == "__main__":
    sys.exit(main())
