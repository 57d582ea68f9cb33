"""What is measured of pictures where a ratio would say nothing."""

import http.client
import statistics
import threading
import time

import pictures
import process
from measure import Fact, NotMeasured
from picture_engines import Job
from picture_gateway import fetch

LEAST_PSNR = 48
PAIRS = 60
SMALLER = pictures.component(3)
# Uploads of their own, so that nothing is known of any before.
FIRST = 0x1000
CROWD = 64
FOUND = 3000


def calls_for_stored(rooms):
    """How often the app is asked for what is stored."""
    before = rooms.gateway.requests("resize")
    work = rooms.downloads.get(rooms.gateway.port, [rooms.resize], 32, seconds=1)
    calls = rooms.gateway.requests("resize") - before
    remark = f"of {work.units:,.0f} requests; the app's own count, which the first request raised by one"
    return Fact("Calls to the app for a stored resize", calls, 1, "calls", remark)


def first_time(rooms):
    """What a first thumbnail takes longer than the engine alone; the two take turns."""
    source = rooms.sources["smaller.jpg"]
    engine = rooms.engines.get("auto", rooms.engines["builtin"])
    connection = rooms.gateway.connect()

    def pair(number, upload):
        side = 200 + number
        took = engine.make(Job("", source, (side, side), "JPEG"), 1, 1).seconds
        path = rooms.gateway.thumbnail(f"fit-in/{side}x{side}", upload)
        start = time.monotonic()
        fetch(connection, path)
        return time.monotonic() - start, took

    for number in range(PAIRS):
        rooms.gateway.put(pictures.component(FIRST + number), source)
    pair(0, SMALLER)
    # The doors of a gateway at work are compiled; so few first thumbnails would not do it.
    again = rooms.gateway.thumbnail("fit-in/200x200", SMALLER)
    for _ in range(FOUND):
        fetch(connection, again)
    # The same steps for both, until the compilers have had their turn.
    end = time.monotonic() + 5 * rooms.plan.picture_seconds
    number = 0
    while number < 60 or number < 1000 and time.monotonic() < end:
        pair(number, SMALLER)
        number += 1
    pairs = [pair(i, pictures.component(FIRST + i)) for i in range(PAIRS)]
    connection.close()
    through, alone = (statistics.median(each) * 1e3 for each in zip(*pairs))
    beyond = statistics.median(one - other for one, other in pairs) * 1e3
    return Fact(
        "A first thumbnail beyond the engine, 6 MP JPEG", beyond, 3, "ms",
        f"{through:.1f} ms through Nginx and to a durable file, the engine alone {alone:.1f} ms; medians of {PAIRS} uploads,"
        f" each asked for once, one at a time, out of the page cache, after {FOUND} that were found",
    )


def crowd(rooms):
    """The most memory of an app that makes 64 thumbnails at once."""
    paths = [rooms.gateway.thumbnail(f"fit-in/{400 + i}x{400 + i}", pictures.component(i % 3)) for i in range(CROWD)]
    faults = []

    def ask(path):
        connection = rooms.gateway.connect()
        try:
            fetch(connection, path)
        except (OSError, RuntimeError, http.client.HTTPException) as e:
            faults.append(e)
        finally:
            connection.close()

    running = [threading.Thread(target=ask, args=(path,)) for path in paths]
    start = time.monotonic()
    for each in running:
        each.start()
    for each in running:
        each.join()
    took = time.monotonic() - start
    if faults:
        raise RuntimeError(f"{len(faults)} of {CROWD} thumbnails failed: {faults[0]}")
    peak = process.peak(rooms.gateway.app) / 1e6
    remark = (
        f"of 24 MP JPEG, 24 MP progressive JPEG and 4K PNG in turn; all of the process since its start, as bin/run starts"
        f" it ({rooms.gateway.heap_setting()}); all answered in {took:.1f} s"
    )
    return Fact(f"Peak memory of the app, {CROWD} different thumbnails at once", peak, 512, "MB", remark)


def small_heap(rooms):
    """Whether the built-in engine works in a heap of 64 MB."""
    engine = rooms.engines["small"]
    count = 20
    failed = []

    def makes(title, name, box, form):
        try:
            engine.make(Job(title, rooms.sources[name], box, form), 2, count)
        except RuntimeError:
            failed.append(title)

    makes("baseline to 300 px", "baseline.jpg", (300, 200), "JPEG")
    makes("progressive to 300 px", "progressive.jpg", (300, 200), "JPEG")
    failures = len(failed)
    makes("baseline to 1600 px", "baseline.jpg", (1600, 1600), "JPEG")
    makes("progressive to 1600 px", "progressive.jpg", (1600, 1600), "JPEG")
    makes("4K PNG", "screen.png", (400, 400), "PNG")
    remark = (
        f"baseline and progressive, {count} each, two at once; {engine.peak() / 1e6:.0f} MB the whole process;"
        f" not promised and refused: {', '.join(failed) or 'nothing'}"
    )
    return Fact("Failures of the built-in engine with -Xmx64m, 24 MP to 300 px", failures, 1, "", remark)


def quality(key, name, rooms):
    """How near a thumbnail is to all pixels, resampled by Lanczos."""
    if "c" not in rooms.engines or key not in rooms.engines:
        raise NotMeasured("libvips is not there to compare with")
    job = Job("", rooms.sources["baseline.jpg"], (300, 200), "PNG")
    c, out = rooms.engines["c"], rooms.at(f"quality-{key}")
    rooms.engines[key].make(job, 1, 1, out)
    c.make(job, 1, 1, rooms.at("quality-c"))
    for gap in (0, 2):
        c.ask(f"full {job.file} 300 200 {gap} {rooms.at(f'full-{gap}.png')}")
    value, strict, other = (
        rooms.compare(rooms.at(f"full-{gap}.png"), made)
        for gap, made in ((2, f"{out}-0"), (0, f"{out}-0"), (2, rooms.at("quality-c-0.png")))
    )
    remark = (
        f"24 MP JPEG, beside a full decode and vips_resize, without loss after it; {strict:.1f} dB where Lanczos alone does all"
        f" of it (vips_resize begins with a box); vips_thumbnail in C has {other:.1f} dB"
    )
    return Fact(f"PSNR at 300 px, {name}", value, LEAST_PSNR, "dB", remark, is_least=True)
