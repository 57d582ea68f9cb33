"""What is measured of the door on a bucket. Each function is one work; the limit comes first."""

import functools
import threading
import time

import house
import process
from measure import Contender, Fact, compare

# Of CPU and of the time that it takes.
PROMISE = 1.15
CROWD = 100
HOT_OBJECTS = 20


def put_small(rooms):
    """Small uploads: the price of a verdict and a signature."""
    return _put(rooms, rooms.small, "10 KB")


def put_large(rooms):
    """Large uploads, which Nginx sends on while they arrive."""
    return _put(rooms, rooms.large, "50 MB")


def put_huge(rooms):
    """As large as one PUT of a clip gets."""
    return _put(rooms, rooms.huge, _size(rooms))


def _size(rooms):
    return f"{rooms.huge.size / 1e9:g} GB"


def _title(what, work):
    return f"{what}, {work.connections} connections"


def _way(rooms, work, name, server, run, **more):
    run = functools.partial(run, server, work)
    return Contender(name, server.pids, run, beside=rooms.store.pids, **more)


def _limits(rooms, work, run):
    return [
        _way(rooms, work, "Nginx alone, passing on", rooms.nginx, run),
        _way(rooms, work, "the same with Nginx's default buffers", rooms.plain, run),
    ]


def _put(rooms, work, size):
    unit = "request" if work is rooms.small else "MB"
    contenders = _limits(rooms, work, rooms.put)
    contenders.append(_way(rooms, work, "Sluice", rooms.sluice, rooms.put, promise=PROMISE))
    table = compare(_title(f"PUT {size} into a bucket", work), unit, contenders, _rounds(rooms, work))
    rooms.store.remove(work.put_ids)
    return table


def _rounds(rooms, work):
    return min(3, rooms.plan.rounds) if work is rooms.huge else rooms.plan.rounds


def get_small(rooms):
    """Small objects: what it costs to look and to keep, and what is saved after."""
    return _get_kept(rooms, rooms.small, "10 KB")


def get_large(rooms):
    """Large objects, which are kept."""
    return _get_kept(rooms, rooms.large, "50 MB")


def _get_kept(rooms, work, size):
    unit = "request" if work is rooms.small else "MB"
    contenders = _limits(rooms, work, rooms.get)
    for name, prepare in (
        ("Sluice, first time: it looks, fetches and keeps", functools.partial(rooms.renew, work)),
        ("Sluice, again", functools.partial(rooms.get, rooms.sluice, work)),
    ):
        more = {"promise": PROMISE, "prepare": prepare}
        contenders.append(_way(rooms, work, name, rooms.sluice, rooms.get, **more))
    return compare(_title(f"GET {size} from a bucket", work), unit, contenders, rooms.plan.rounds)


def get_huge(rooms):
    """Above keep-up-to: passed on, each time."""
    work = rooms.huge
    contenders = _limits(rooms, work, rooms.get)
    name = "Sluice, each time: it passes on and keeps nothing"
    contenders.append(_way(rooms, work, name, rooms.sluice, rooms.get, promise=PROMISE))
    return compare(_title(f"GET {_size(rooms)} from a bucket", work), "MB", contenders, _rounds(rooms, work))


def bytes_through_app(rooms):
    """What the app reads and writes itself while about a gigabyte goes in and one comes out."""
    app = rooms.sluice.app
    before = process.io_counters(app)
    moved = 0
    for _ in range(-(-rooms.plan.gigabyte // (rooms.large.count * rooms.large.size))):
        moved += rooms.put(rooms.sluice, rooms.large).units
        rooms.renew(rooms.large)
        moved += rooms.get(rooms.sluice, rooms.large).units
    after = process.io_counters(app)
    rooms.store.remove(rooms.large.put_ids)
    delta = {name: after[name] - before[name] for name in after}
    remark = (
        f"{moved / 1e3:.1f} GB moved; /proc/PID/io: read(2) {delta['rchar'] / 1e3:.0f} kB, write(2)"
        f" {delta['wchar'] / 1e3:.0f} kB, sockets included: verdicts, and a HEAD for each first GET"
    )
    value = (delta["rchar"] + delta["wchar"]) / 1e6
    return Fact("Bytes through the JVM, PUT and first GET", value, 1, "MB", remark)


def asked_again(rooms):
    """Requests that reach the store for objects that were asked for a moment ago."""
    ids = [house.name("64", i) for i in range(HOT_OBJECTS)]
    size = rooms.large.size
    gets = [rooms.sluice.path("get", each) for each in ids]
    puts = [rooms.sluice.path("put", each) for each in ids]
    rooms.large.uploads.put(rooms.sluice.port, puts, len(ids))
    counts = [_counted(rooms.store)]
    for _ in range(2):
        rooms.large.fetches.get(rooms.sluice.port, gets, size)
        counts.append(_counted(rooms.store))
    rooms.store.remove(ids)
    remark = (
        f"{HOT_OBJECTS} objects of 50 MB, put through the door, then fetched twice; the first time"
        f" {counts[1] - counts[0]} requests (HEAD and slices); counted in the store's log"
    )
    return Fact("Requests to the store at the second GET", counts[2] - counts[1], 1, "requests", remark)


def _counted(store):
    """The log is written a moment later."""
    time.sleep(1)
    return store.requests()


def crowd(rooms):
    """Growth of the app while a hundred uploads run at once."""
    drained = rooms.before_sink()
    size = rooms.crowd.size
    puts = [drained.path("put", house.name("65", i)) for i in range(CROWD)]
    rooms.few.uploads.put(drained.port, puts, 5 * CROWD)
    drained.collect_garbage()
    heap, rss = drained.used_heap(), process.resident(drained.app)
    before = process.io_counters(drained.app)
    highest = Highest(lambda: process.resident(drained.app))
    with highest:
        done = rooms.crowd.uploads.put(drained.port, puts, CROWD)
    drained.collect_garbage()
    heap = drained.used_heap() - heap
    after = process.io_counters(drained.app)
    through = after["rchar"] + after["wchar"] - before["rchar"] - before["wchar"]
    remark = (
        f"resident {rss / 1e6:.0f} MB before, {highest.value / 1e6:.0f} MB at most; living heap"
        f" {heap / 1e6:+.1f} MB; {through / 1e3:.0f} kB through the JVM; {CROWD * size / 1e9:.0f} GB in"
        f" {done.seconds:.0f} s into a server that throws bodies away, as no store here can hold them"
    )
    title = f"App memory growth, {CROWD} uploads of {size / 1e9:g} GB at once"
    return Fact(title, max(0.0, (highest.value - rss) / 1e6), 64, "MB", remark)


class Highest:
    """The highest of what is asked for twice a second."""

    def __init__(self, ask):
        self.value = 0
        self._ask = ask
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        while not self._over.wait(0.5):
            self.value = max(self.value, self._ask())

    def __enter__(self):
        self.value = self._ask()
        self._thread.start()

    def __exit__(self, *exception):
        self._over.set()
        self._thread.join()


TABLES = {
    "s3-put-small": put_small,
    "s3-put-large": put_large,
    "s3-put-huge": put_huge,
    "s3-get-small": get_small,
    "s3-get-large": get_large,
    "s3-get-huge": get_huge,
}
FACTS = {"s3-bytes": bytes_through_app, "s3-again": asked_again, "s3-crowd": crowd}
