"""What is measured of the engines and of the doors for pictures. Each function is one work; the limit comes first."""

import functools

import picture_facts
from measure import Contender, NotMeasured, compare
from picture_engines import Job, calibrate

LIMIT = "libvips, called from C"
NAMES = {
    "c": LIMIT,
    "builtin": "Sluice, built-in engine",
    "small": "Sluice, built-in engine, heap of 64 MB",
    "vips": "Sluice, libvips engine",
    "auto": "Sluice, the engine that it chooses itself",
    "process": "Sluice, a process for each picture",
    "sharp": "sharp",
    "ipx": "ipx (HTTP)",
    "imgproxy": "imgproxy (HTTP)",
    "thumbor": "Thumbor (HTTP)",
    "image_filter": "Nginx image_filter (HTTP)",
}
PEERS = ("sharp", "ipx", "imgproxy", "thumbor", "image_filter")
FAST = 1.0
WORKS = {
    "thumb": (Job("24 MP JPEG to 300 px", "baseline.jpg", (300, 200), "JPEG"), 1.1),
    "thumb-progressive": (Job("24 MP progressive JPEG to 300 px", "progressive.jpg", (300, 200), "JPEG"), 0.25),
    "large": (Job("24 MP JPEG to 1600 px", "baseline.jpg", (1600, 1600), "JPEG"), None),
    "large-progressive": (
        Job("24 MP progressive JPEG to 1600 px", "progressive.jpg", (1600, 1600), "JPEG"), None,
    ),
    "png": (Job("4K PNG to 400 px", "screen.png", (400, 400), "PNG"), None),
    "webp": (Job("24 MP JPEG to 800 px WebP", "baseline.jpg", (800, 800), "WEBP"), None),
}


def _can(key, job):
    # The heap of 64 MB is promised for thumbnails; these two write no WebP.
    if key == "small":
        return job.form == "JPEG" and job.box[0] == 300
    return job.form != "WEBP" or key not in ("builtin", "image_filter")


def _engines(job, threads, promise, rooms):
    """One work by all who know the format."""
    if "c" not in rooms.engines:
        raise NotMeasured(f"{LIMIT} is not there")
    job = Job(job.title, rooms.sources[job.file], job.box, job.form)
    promises = {"builtin": promise, "small": promise, "vips": FAST, "auto": FAST}
    contenders = []
    for key, name in NAMES.items():
        engine = rooms.engines.get(key)
        if engine is not None and _can(key, job):
            count = calibrate(engine, job, threads, rooms.plan.picture_seconds)
            run = functools.partial(engine.make, job, threads, count)
            contenders.append(Contender(name, engine.pids, run, promises.get(key), key in PEERS))
    title = f"{job.title}, {threads} thread{'s' if threads > 1 else ''}"
    return compare(title, "picture", contenders, rooms.plan.rounds)


def stored_resize(rooms):
    """A resize that was made before: Nginx finds the file."""

    def way(name, server, path, promise=None):
        run = functools.partial(rooms.downloads.get, server.port, [path], 32)
        return Contender(name, server.pids, run, promise)

    contenders = [
        way("Nginx alone, static file", rooms.nginx, f"/static{rooms.resize}"),
        way("Nginx alone, static file, with our log and headers", rooms.dressed, f"/static{rooms.resize}"),
        way("Sluice, stored resize", rooms.gateway, rooms.resize, 1.05),
    ]
    return compare("A stored resize again, 32 connections", "request", contenders, rooms.plan.rounds)


TABLES = {
    f"{name}-{threads}": functools.partial(_engines, job, threads, promise)
    for name, (job, promise) in WORKS.items()
    for threads in (1, 2)
}
TABLES["stored"] = stored_resize
FACTS = {
    "calls": picture_facts.calls_for_stored,
    "first": picture_facts.first_time,
    "crowd": picture_facts.crowd,
    "small-heap": picture_facts.small_heap,
    "quality-builtin": functools.partial(picture_facts.quality, "builtin", NAMES["builtin"]),
    "quality-vips": functools.partial(picture_facts.quality, "vips", NAMES["vips"]),
}
