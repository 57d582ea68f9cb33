"""What is measured. Each function is one work; the limit comes first."""

import functools
import os
import time

import house
import load
import process
from measure import Contender, Fact, compare

SLOW_UPLOADS = 1000
SLOW_BYTES = 64 << 10


def get_small(rooms):
    """Small files: the price of a verdict."""
    return _get(rooms, "GET 10 KB, 32 connections", house.SMALL, 32, (4.5, 2.0))


def get_large(rooms):
    """Large files: nothing but bytes."""
    return _get(rooms, "GET 50 MB, 8 connections", house.LARGE, 8, (1.1, 1.1))


def _get(rooms, title, size, connections, promises):
    is_large = size == house.LARGE
    ids = house.LARGE_IDS if is_large else house.SMALL_IDS

    def way(name, server, paths=None, promise=None, is_peer=False):
        paths = paths or [server.path("get", each) for each in ids]
        run = functools.partial(rooms.downloads.get, server.port, paths, connections, is_large)
        return Contender(name, server.pids, run, promise, is_peer)

    contenders = [
        way("Nginx alone, static files", rooms.nginx, rooms.static_paths(size)),
        way("Sluice, X-Accel-Redirect", rooms.sluice, promise=promises[0]),
        way("Sluice, verdict cache", rooms.cached, promise=promises[1]),
    ]
    for name, peer in rooms.peers.items():
        # For large files the two differ in nothing.
        if not (is_large and name.endswith("own server")):
            contenders.append(way(name, peer, is_peer=True))
    unit = "MB" if is_large else "request"
    return compare(title, unit, contenders, rooms.plan.rounds)


def put_large(rooms):
    """Large files, durable when answered."""
    return _put(rooms, "PUT 50 MB, 4 connections", house.LARGE, rooms.plan.large_puts, 1.1)


def put_middle(rooms):
    """Small uploads: the price of verdict, commit and three folders' fsync."""
    return _put(rooms, "PUT 300 KB, 4 connections", house.MIDDLE, rooms.plan.middle_puts, None)


def _put(rooms, title, size, count, promise):
    is_large = size == house.LARGE
    uploads = rooms.uploads[size]

    def way(name, server, paths, promise=None, then=None, pids=None, is_peer=False):
        run = functools.partial(uploads.put, server.port, paths, count, is_large, then)
        return Contender(name, pids or server.pids, run, promise, is_peer)

    def sync(path):
        rooms.syncer.sync(rooms.nginx.stored(path.rsplit("/", 1)[1]))

    def with_sync():
        return rooms.nginx.pids() + rooms.syncer.pids()

    dav = [f"/dav/{each}" for each in house.PUT_IDS]
    sluice = [rooms.sluice.path("put", each) for each in house.PUT_IDS]
    contenders = [
        way("Nginx alone, spool and rename, fsync after", rooms.nginx, dav, None, sync, with_sync),
        way("Nginx alone, spool and rename, no fsync", rooms.nginx, dav),
        way("Sluice, with fsync", rooms.sluice, sluice, promise),
    ]
    for name, peer in rooms.peers.items():
        paths = [peer.path("put", each) for each in house.PUT_IDS]
        contenders.append(way(name + ", no fsync", peer, paths, is_peer=True))
    return compare(title, "MB" if is_large else "request", contenders, rooms.plan.rounds)


def bytes_through_app(rooms):
    """What the app reads and writes itself while a gigabyte goes in and a gigabyte comes out."""
    app = rooms.sluice.app
    puts = [rooms.sluice.path("put", each) for each in house.PUT_IDS]
    before = process.io_counters(app)
    count = rooms.plan.gigabyte // house.LARGE
    rooms.uploads[house.LARGE].put(rooms.sluice.port, puts, count)
    moved = count * house.LARGE
    gets = [rooms.sluice.path("get", each) for each in house.LARGE_IDS]
    while moved < 2 * count * house.LARGE:
        got = rooms.downloads.get(rooms.sluice.port, gets, 8, True, seconds=1)
        moved += got.units * 1e6
    after = process.io_counters(app)
    delta = {name: after[name] - before[name] for name in after}
    remark = (
        f"{moved / 1e9:.1f} GB moved; /proc/PID/io: read(2) {delta['rchar'] / 1e3:.0f} kB, write(2)"
        f" {delta['wchar'] / 1e3:.0f} kB, sockets included; disk {delta['read_bytes'] / 1e3:.0f} kB"
        f" read, {delta['write_bytes'] / 1e3:.0f} kB written"
    )
    value = (delta["rchar"] + delta["wchar"]) / 1e6
    title = "Bytes through the JVM, 1 GB of PUT and 1 GB of GET"
    return Fact(title, value, 1, "MB", remark)


def slow_uploads(rooms):
    """Growth of the app's living heap while a thousand uploads trickle in."""
    gateway = rooms.sluice
    gateway.collect_garbage()
    before = gateway.used_heap()
    opened = []
    try:
        for number in range(SLOW_UPLOADS):
            each = load.Connection(gateway.port)
            opened.append(each)
            each.begin(gateway.path("put", house.name("54", number)), SLOW_BYTES)
            each.send(b"x" * 1024)
        _trickle(opened, rooms.plan.trickle)
        gateway.collect_garbage()
        growth = gateway.used_heap() - before
        threads = len(os.listdir(f"/proc/{gateway.app}/task"))
        for each in opened:
            each.send(b"x" * (SLOW_BYTES - 1024 * (1 + rooms.plan.trickle)))
            each.finish()
    finally:
        for each in opened:
            each.close()
    title = f"App heap growth at {SLOW_UPLOADS} slow uploads"
    remark = f"1 KB/s each; {threads} threads of the JVM; all of them answered 2xx in the end"
    return Fact(title, max(0.0, growth / 1e6), 64, "MB", remark)


def _trickle(connections, seconds):
    for _ in range(seconds):
        next_second = time.monotonic() + 1
        for each in connections:
            each.send(b"x" * 1024)
        time.sleep(max(0.0, next_second - time.monotonic()))


TABLES = {
    "get-small": get_small,
    "get-large": get_large,
    "put-large": put_large,
    "put-middle": put_middle,
}
FACTS = {"bytes": bytes_through_app, "heap": slow_uploads}
