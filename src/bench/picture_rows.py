"""What is measured of pictures. Each function is one work; the limit comes first."""

import functools
import statistics
import threading
import time

import pictures
import process
from measure import Contender, Fact, compare

LIMIT = "libvips, called from C"
NAMES = {
    "builtin": "Sluice, built-in engine",
    "vips": "Sluice, libvips engine",
    "process": "Sluice, a process for each picture",
    "sharp": "sharp (node)",
    "image_filter": "Nginx image_filter",
}
FAST = 1.0
LEAST_PSNR = 48
PAIRS, WARM_PAIRS = 60, 60
CROWD = 64


def _engines(job, threads, promise, rooms):
    """One work by all who know the format."""
    job = pictures.Job(job.title, rooms.photos[job.file], job.box, job.form)
    title = f"{job.title}, {threads} thread{'s' if threads > 1 else ''}"
    contenders = []
    for key, name in {"c": LIMIT, **NAMES}.items():
        engine = rooms.engines.get(key)
        cannot = job.form == "WEBP" and key in ("builtin", "image_filter")
        if engine is None or cannot:
            continue
        make = functools.partial(engine.make, job, threads)
        count = pictures.calibrate(make, rooms.plan.picture_seconds)
        promises = {"builtin": promise, "vips": FAST}
        contenders.append(
            Contender(
                name, engine.pids, functools.partial(make, count), promises.get(key),
                key in ("sharp", "image_filter"),
            )
        )
    return compare(title, "picture", contenders, rooms.plan.rounds)


WORKS = {
    "thumb": (pictures.Job("24 MP JPEG to 300 px", "baseline.jpg", (300, 200), "JPEG"), 1.1),
    "thumb-progressive": (
        pictures.Job("24 MP progressive JPEG to 300 px", "progressive.jpg", (300, 200), "JPEG"), 0.25,
    ),
    "large": (pictures.Job("24 MP JPEG to 1600 px", "baseline.jpg", (1600, 1600), "JPEG"), None),
    "large-progressive": (
        pictures.Job("24 MP progressive JPEG to 1600 px", "progressive.jpg", (1600, 1600), "JPEG"), None,
    ),
    "png": (pictures.Job("4K PNG to 400 px", "screen.png", (400, 400), "PNG"), None),
    "webp": (pictures.Job("24 MP JPEG to 800 px WebP", "baseline.jpg", (800, 800), "WEBP"), None),
}


def stored_resize(rooms):
    """A resize that was made before: Nginx finds the file."""

    def way(name, server, path, promise=None):
        run = functools.partial(rooms.downloads.get, server.port, [path], 32)
        return Contender(name, server.pids, run, promise)

    contenders = [
        way("Nginx alone, static file", rooms.nginx, "/static/resize.jpg"),
        way("Sluice, stored resize", rooms.gateway, rooms.resize, 1.05),
    ]
    return compare("A stored resize again, 32 connections", "request", contenders, rooms.plan.rounds)


def calls_for_stored(rooms):
    """How often the app is asked for what is stored."""
    before = rooms.gateway.requests("resize")
    work = rooms.downloads.get(rooms.gateway.port, [rooms.resize], 32, seconds=1)
    calls = rooms.gateway.requests("resize") - before
    return Fact("Calls to the app for a stored resize", calls, 1, "calls", f"of {work.units:,.0f} requests")


def first_time(rooms):
    """What a first thumbnail takes longer than the engine alone; the two take turns."""
    engine = rooms.engines.get("vips", rooms.engines["builtin"])
    photo = rooms.photos["smaller.jpg"]
    spent, alone = [], []
    for number in range(WARM_PAIRS + PAIRS):
        side = 200 + number
        job = pictures.Job("", photo, (side, side), "JPEG")
        took = engine.make(job, 1, 1).seconds
        path = rooms.gateway.thumbnail(f"fit-in/{side}x{side}", pictures.SMALLER)
        start = time.monotonic()
        rooms.gateway.get(path)
        if number >= WARM_PAIRS:
            spent.append(time.monotonic() - start)
            alone.append(took)
    through, engine_alone = statistics.median(spent) * 1e3, statistics.median(alone) * 1e3
    return Fact(
        "A first thumbnail beyond the engine, 6 MP JPEG", through - engine_alone, 3, "ms",
        f"{through:.1f} ms through Nginx and to a durable file, one at a time; the engine alone {engine_alone:.1f} ms",
    )


def crowd(rooms):
    """The most memory of an app that makes 64 thumbnails of 24 MP at once."""
    paths = [rooms.gateway.thumbnail(f"fit-in/{400 + i}x{400 + i}", pictures.PHOTO) for i in range(CROWD)]
    faults = []

    def ask(path):
        try:
            rooms.gateway.get(path)
        except OSError as e:
            faults.append(e)

    running = [threading.Thread(target=ask, args=(path,)) for path in paths]
    start = time.monotonic()
    for each in running:
        each.start()
    for each in running:
        each.join()
    if faults:
        raise RuntimeError(f"{len(faults)} of {CROWD} thumbnails failed: {faults[0]}")
    peak = process.peak(rooms.gateway.app) / 1e6
    remark = f"all of the process, since its start, as bin/run starts it; all answered in {time.monotonic() - start:.1f} s"
    return Fact(f"Peak memory of the app, {CROWD} different thumbnails at once, 24 MP", peak, 512, "MB", remark)


def small_heap(rooms):
    """Whether the built-in engine works in a heap of 64 MB."""
    worker = pictures.Worker(rooms.java("builtin", "-Xmx64m"), rooms.folder, rooms.at("small.log"))
    failed, count = 0, 20
    try:
        engine = pictures.Engine(worker, rooms.at("out-small"), lambda form: f"{form} 80")
        for name in ("baseline.jpg", "progressive.jpg"):
            try:
                engine.make(pictures.Job("", rooms.photos[name], (300, 200), "JPEG"), 2, count)
            except RuntimeError:
                failed += 1
        peak = worker.peak() / 1e6
    finally:
        worker.stop()
    remark = f"baseline and progressive, {count} each, two at once; {peak:.0f} MB the whole process"
    return Fact("Failures of the built-in engine with -Xmx64m, 24 MP to 300 px", failed, 1, "", remark)


def _quality(key, rooms):
    """How near a thumbnail is to all pixels, resampled by Lanczos."""
    full = rooms.at("full.png")
    photo = rooms.photos["baseline.jpg"]
    rooms.vips.ask(f"full {photo} 300 200 {full}")
    out = rooms.at(f"quality-{key}")
    rooms.engines[key].make(pictures.Job("", photo, (300, 200), "PNG"), 1, 1, out)
    rooms.engines["c"].make(pictures.Job("", photo, (300, 200), "PNG"), 1, 1, rooms.at("quality-c"))
    value = rooms.compare(full, f"{out}-0")
    other = rooms.compare(full, rooms.at("quality-c-0.png"))
    title = f"PSNR at 300 px, {NAMES[key]}"
    remark = f"beside a full decode and Lanczos; vips_thumbnail itself has {other:.1f} dB"
    return Fact(title, value, LEAST_PSNR, "dB", remark, is_least=True)


TABLES = {
    f"{name}-{threads}": functools.partial(_engines, job, threads, promise)
    for name, (job, promise) in WORKS.items()
    for threads in (1, 2)
}
TABLES["stored"] = stored_resize
FACTS = {
    "calls": calls_for_stored,
    "first": first_time,
    "crowd": crowd,
    "small-heap": small_heap,
    "quality-builtin": functools.partial(_quality, "builtin"),
    "quality-vips": functools.partial(_quality, "vips"),
}
