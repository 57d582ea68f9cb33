"""bin/bench: what Sluice costs, beside the limits and the peers that are on this machine.

Three parts: objects on a disk, objects in a bucket, pictures. Each result is printed as soon as it is there; a whole run
writes its part of docs/benchmarks.md anew.
"""

import argparse
import dataclasses
import datetime
import os
import signal
import sys

import bucket
import bucket_rows
import chart
import disk
import house
import picture_rows
import pictures
import report
import rows
from measure import NotMeasured

# Before any of our own.
LOAD = os.getloadavg()
HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GB = 10**9


@dataclasses.dataclass(frozen=True)
class Plan:
    """How long it takes: seconds for each wrk turn, at most for each warm-up; uploads for each PUT turn.

    What begins with s3 are numbers and sizes of objects in a bucket. An engine for pictures has picture_seconds for a
    turn.
    """

    rounds: int
    seconds: int
    warm_up: int
    large_puts: int
    middle_puts: int
    trickle: int
    gigabyte: int
    time_limit: dict
    s3_small: int
    s3_large: int
    s3_huge: int
    s3_huge_size: int
    s3_crowd_size: int
    picture_seconds: float


LIMITS = {"disk": 600, "s3": 3600, "pictures": 5400}
QUICK_LIMITS = {"disk": 150, "s3": 300, "pictures": 1800}
FULL = Plan(5, 3, 45, 12, 1000, 8, GB, LIMITS, 1000, 8, 2, GB, GB, 2.0)
QUICK = Plan(2, 2, 12, 6, 300, 3, GB * 3 // 10, QUICK_LIMITS, 300, 4, 1, GB * 6 // 10, GB // 50, 0.7)
PARTS = {"disk": rows, "s3": bucket_rows, "pictures": picture_rows}
WORKS = [name for part in PARTS.values() for name in (*part.TABLES, *part.FACTS)]


def main():
    """Runs what is asked for; 1 when a promise is missed and --strict."""
    options = read_options()
    plan = QUICK if options.quick else FULL
    if options.crowd_size:
        plan = dataclasses.replace(plan, s3_crowd_size=options.crowd_size * 10**6)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit("bin/bench: out of time"))
    results = []
    for name in options.part:
        works = [work for work in options.only or WORKS if work in (*PARTS[name].TABLES, *PARTS[name].FACTS)]
        if works:
            signal.alarm(plan.time_limit[name])
            part = MEASURES[name](plan, works, options)
            signal.alarm(0)
            results += part.facts + [line for table in part.tables for line in table.lines]
            if not options.quick and not options.only:
                write(options.output, name, part, plan)
    return 1 if options.strict and not all(each.is_kept for each in results) else 0


def read_options():
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few minutes, coarse; writes no page")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a promise is missed")
    parser.add_argument("--output", default=os.path.join(HOME, "docs"), help="folder of the page")
    parser.add_argument("--part", choices=[*PARTS], nargs="+", default=[*PARTS],
                        help="all by default; the other parts of the page stay as they are")
    parser.add_argument("--only", choices=WORKS, nargs="+", metavar="WORK",
                        help="of " + ", ".join(WORKS) + "; writes no page")
    parser.add_argument("--crowd-size", type=int, metavar="MB",
                        help="length of each of the hundred uploads of s3-crowd (1000)")
    parser.add_argument("--peer", type=read_peer, action="append", metavar="NAME=PATH",
                        default=[read_peer(each) for each in os.environ.get("BENCH_PEERS", "").split()],
                        help="where a peer for pictures lies, any number of times: the program of thumbor, ipx or imgproxy, the"
                        " folder node_modules that has sharp, the module image_filter of Nginx. Also BENCH_PEERS, words with"
                        " blanks between. Without it they are looked for on the PATH, on NODE_PATH and where Nginx has its modules")
    return parser.parse_args()


def read_peer(text):
    """A name and a path."""
    name, _, path = text.partition("=")
    if name not in pictures.PEERS or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH, NAME one of {', '.join(pictures.PEERS)}")
    return name, path


def measure_disk(plan, works, _):
    """Runs the works on a file store."""
    print("Starting gateways, Nginx alone and peers ...", flush=True)
    with house.House(HOME, plan) as rooms:
        speed = disk.write_speed(rooms.folder, house.LARGE, 3)
        remarks = [("disk", f"{speed:,.0f} MB/s written and made durable, 50 MB at a time")]
        return run(rows, rooms, works, remarks)


def measure_bucket(plan, works, _):
    """Runs the works on a bucket."""
    print("Starting an S3 server, a gateway on it and Nginx alone before it ...", flush=True)
    with bucket.Bucket(HOME, plan) as rooms:
        if rooms.store.requests() is None:
            works = [work for work in works if work != "s3-again"]
        return run(bucket_rows, rooms, works, [("store", rooms.store.name)])


def measure_pictures(plan, works, options):
    """Runs the works on pictures."""
    print("Making pictures, starting engines, a gateway and Nginx alone ...", flush=True)
    with pictures.Pictures(HOME, plan, dict(options.peer)) as rooms:
        if rooms.missing:
            print("Not there: " + ", ".join(rooms.missing), flush=True)
        return run(picture_rows, rooms, works, [("not there", ", ".join(rooms.missing) or "nothing")])


MEASURES = {"disk": measure_disk, "s3": measure_bucket, "pictures": measure_pictures}


def run(part, rooms, works, remarks):
    """Runs everything, each result printed as soon as it is there."""
    tables, facts = [], []
    remarks.append(("load before", f"{LOAD[0]:.1f} waiting or running (1 minute), of others"))
    print("Warming up ...", flush=True)
    rooms.warm_up()
    for results, all_works, in_words in (
        (tables, part.TABLES, report.text), (facts, part.FACTS, report.fact_text),
    ):
        for name in (each for each in all_works if each in works):
            try:
                results.append(all_works[name](rooms))
            except NotMeasured as e:
                remarks.append((f"not measured: {name}", str(e)))
                print(f"\n{name}: not measured: {e}", flush=True)
                continue
            print("\n" + in_words(results[-1]), end="", flush=True)
    remarks.append(("load after", f"{os.getloadavg()[0]:.1f}, with our own"))
    return report.Part(tables, facts, remarks)


def write(folder, name, part, plan):
    """Writes one part of the page, and its picture."""
    date = datetime.date.today().isoformat()
    os.makedirs(folder, exist_ok=True)
    page = os.path.join(folder, "benchmarks.md")
    before = ""
    if os.path.exists(page):
        with open(page, encoding="utf-8") as file:
            before = file.read()
    picture = "benchmarks.svg" if name == "disk" else f"benchmarks-{name}.svg"
    for path, content in (
        (page, report.page(before, name, part, plan.rounds, date)),
        (os.path.join(folder, picture), chart.svg(part.tables, chart.LIMITS[name])),
    ):
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        print(f"Wrote {path}")


if __name__ == "__main__":
    sys.exit(main())
