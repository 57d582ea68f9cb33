"""Everything that runs while the door on a bucket is measured."""

import contextlib
import os
import shutil
import tempfile
import time

import gateway
import house
import limits
import load
import process
import sink
import store

SMALL, LARGE = house.SMALL, house.LARGE
SMALL_CONNECTIONS, LARGE_CONNECTIONS, HUGE_CONNECTIONS, CROWD_CONNECTIONS = 8, 4, 2, 100
MEGABYTE = 10**6
# What the app has heard of an object counts for so long, and a little more.
INFO_CACHE = 11


class Work:
    """One length of object: how many, over how many connections, and a file of it."""

    def __init__(self, folder, size, count, connections, kind):
        self.size = size
        self.count = count
        self.connections = connections
        self._path = os.path.join(folder, f"body-{kind}")
        piece = os.urandom(min(size, 1 << 20))
        with open(self._path, "wb") as file:
            for at in range(0, size, len(piece)):
                file.write(piece[: size - at])
        self.uploads = load.Uploads(self._path, connections)
        self.fetches = load.Fetches(connections)
        self.ids = [house.name(f"{kind}1", i) for i in range(count)]
        self.put_ids = [house.name(f"{kind}2", i) for i in range(count)]
        self.asked_at = time.monotonic() - INFO_CACHE

    def change_file(self):
        """Other bytes, so that what is uploaded from now on is another version."""
        with open(self._path, "r+b") as file:
            file.write(os.urandom(min(self.size, 64)))


class Bucket(contextlib.ExitStack):
    """Store, gateway on it, Nginx alone before it twice; a gateway before a sink when it is asked for."""

    def __init__(self, home, plan):
        super().__init__()
        os.makedirs(os.path.join(home, "target"), exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix="bench-s3-", dir=os.path.join(home, "target"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._home = home
        self.plan = plan
        try:
            self._move_in()
        except BaseException:
            self.close()
            raise

    def _move_in(self):
        self.store = self._own(store.start(self._home, self._at("store")))
        self.sluice = self._gateway("sluice", self.store.settings())
        port = self.store.port
        self.nginx = self._own(limits.NginxProxy(self._at("nginx"), port, limits.BUFFERS))
        self.plain = self._own(limits.NginxProxy(self._at("plain"), port, ""))
        plan = self.plan
        self.small = Work(self.folder, SMALL, plan.s3_small, SMALL_CONNECTIONS, "61")
        self.large = Work(self.folder, LARGE, plan.s3_large, LARGE_CONNECTIONS, "62")
        self.huge = Work(self.folder, plan.s3_huge_size, plan.s3_huge, HUGE_CONNECTIONS, "63")
        self.few = Work(self.folder, MEGABYTE, 0, CROWD_CONNECTIONS, "66")
        self.crowd = Work(self.folder, plan.s3_crowd_size, 0, CROWD_CONNECTIONS, "65")
        for work in (self.small, self.large, self.huge):
            self._fill(work)

    def _at(self, name):
        return os.path.join(self.folder, name)

    def _own(self, thing):
        self.callback(thing.stop)
        return thing

    def _gateway(self, name, settings):
        each = self._own(gateway.Gateway(self._home, self._at(name), settings))
        each.wait()
        return each

    def before_sink(self):
        """A gateway before a sink; both end with everything else."""
        drain = self._own(sink.Sink(self._at("sink")))
        settings = dict(self.store.settings(), SLUICE_STORES_MAIN_ENDPOINT=drain.endpoint)
        return self._gateway("drained", settings)

    def _fill(self, work):
        """Around the gateway, which is to know nothing of it."""
        paths = [self.store.path("PUT", each) for each in work.ids]
        work.uploads.put(self.store.port, paths, work.count)

    def renew(self, work):
        """Puts new versions into the bucket, and waits until the app would look for them.

        To empty the cache instead would be quicker, but a file system takes its time to use again what was deleted just
        now, and that is not what is measured.
        """
        work.change_file()
        self._fill(work)
        time.sleep(max(0.0, work.asked_at + INFO_CACHE - time.monotonic()))

    def warm_up(self):
        """Lets the compilers finish, as for the disk."""
        ways = [
            lambda: self.put(self.sluice, self.small),
            lambda: (self.renew(self.small), self.get(self.sluice, self.small)),
            lambda: [self.get(self.sluice, self.small) for _ in range(4)],
        ]
        for do in ways:
            end = time.monotonic() + self.plan.warm_up
            share = 1.0
            while share > 0.04 and time.monotonic() < end:
                before = self._compiling()
                do()
                after = self._compiling()
                share = (after[0] - before[0]) / max(0.01, after[1] - before[1])

    def _compiling(self):
        app = self.sluice.app
        return process.thread_seconds(app, "C2 "), process.cpu_seconds([app])

    def get(self, server, work):
        """Fetches each object once, from the gateway or from Nginx alone."""
        if server is self.sluice:
            paths = [server.path("get", each) for each in work.ids]
        else:
            paths = [self.store.path("GET", each) for each in work.ids]
        try:
            return work.fetches.get(server.port, paths, work.size, work.size > SMALL)
        finally:
            if server is self.sluice:
                work.asked_at = time.monotonic()

    def put(self, server, work):
        """Sends each object once, in place of the one of the turn before."""
        if server is self.sluice:
            paths = [server.path("put", each) for each in work.put_ids]
        else:
            paths = [self.store.path("PUT", each) for each in work.put_ids]
        return work.uploads.put(server.port, paths, work.count, work.size > SMALL)
