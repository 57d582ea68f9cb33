"""Everything that runs during a benchmark, in one temporary folder."""

import contextlib
import os
import shutil
import tempfile
import time

import disk
import gateway
import limits
import load
import peers
import process

SMALL, MIDDLE, LARGE = 10 << 10, 300_000, 50 << 20
SMALL_FILES, LARGE_FILES = 200, 6


def name(kind, number):
    """A component id, as ftrack makes them."""
    return f"{number:08x}-0000-4000-8000-{kind:>012}"


SMALL_IDS = [name("51", i) for i in range(SMALL_FILES)]
LARGE_IDS = [name("52", i) for i in range(LARGE_FILES)]
PUT_IDS = [name("53", i) for i in range(LARGE_FILES)]


class House(contextlib.ExitStack):
    """Gateway, the same with the verdict cache, Nginx alone, peers; all ended when this closes."""

    def __init__(self, home, plan):
        super().__init__()
        os.makedirs(os.path.join(home, "target"), exist_ok=True)
        # Below the clone, not in a folder for temporary files: that may be memory.
        self.folder = tempfile.mkdtemp(prefix="bench-", dir=os.path.join(home, "target"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.plan = plan
        try:
            self._move_in(home)
        except BaseException:
            self.close()
            raise

    def _move_in(self, home):
        self.uploads = {size: self._file(size) for size in (SMALL, MIDDLE, LARGE)}
        self.downloads = load.Downloads(self.folder, self.plan.seconds)
        # One after the other: the first may have to build what both run.
        self.sluice = self._gateway(home, "sluice")
        self.cached = self._gateway(home, "cached", SLUICE_FRONT_NGINX_VERDICT_CACHE="true")
        self._fill(self.sluice)
        self._fill(self.cached)
        os.makedirs(self._at("nginx"))
        self.nginx = self._own(limits.NginxAlone(self._at("nginx"), self.sluice.objects()))
        self.syncer = self._own(disk.Syncer(4))
        self.peers = {}
        if peers.has_flask():
            self._peer("Flask example, its own server", False)
        if peers.has_gunicorn():
            self._peer("Flask example, gunicorn", True)

    def _at(self, name):
        return os.path.join(self.folder, name)

    def _own(self, thing):
        self.callback(thing.stop)
        return thing

    def _gateway(self, home, name, **settings):
        each = self._own(gateway.Gateway(home, self._at(name), settings))
        each.wait()
        return each

    def _file(self, size):
        path = self._at(f"body-{size}")
        with open(path, "wb") as file:
            file.write(os.urandom(size))
        return load.Uploads(path, 4)

    def _fill(self, each):
        for size, ids in ((SMALL, SMALL_IDS), (LARGE, LARGE_IDS)):
            self.uploads[size].put(each.port, [each.path("put", i) for i in ids], len(ids))

    def _peer(self, name, with_gunicorn):
        folder = self._at("gunicorn" if with_gunicorn else "flask")
        os.makedirs(folder)
        peer = self._own(peers.FlaskExample(folder, with_gunicorn))
        for size, ids in ((SMALL, SMALL_IDS), (LARGE, LARGE_IDS)):
            for each in ids:
                peer.keep(each, os.urandom(size))
        self.peers[name] = peer

    def static_paths(self, length):
        """The stored files of a length, as Nginx alone serves them."""
        found = []
        for folder, _, names in os.walk(self.sluice.objects()):
            below = os.path.relpath(folder, self.sluice.objects())
            for name in names:
                if os.path.getsize(os.path.join(folder, name)) == length:
                    found.append(f"/static/{below}/{name}")
        return found

    def warm_up(self):
        """Lets the compilers finish: what is measured is a server that has been up for a while."""
        ways = [
            (self._download, self.sluice, SMALL_IDS),
            (self._download, self.cached, SMALL_IDS),
            (self._upload, self.sluice, PUT_IDS),
        ]
        for do, server, ids in ways:
            end = time.monotonic() + self.plan.warm_up
            share = 1.0
            # A busy machine starves the compilers: a number of seconds alone says nothing.
            while share > 0.04 and time.monotonic() < end:
                before = self._compiling(server)
                do(server, ids)
                after = self._compiling(server)
                share = (after[0] - before[0]) / max(0.01, after[1] - before[1])

    def _download(self, server, ids):
        paths = [server.path("get", each) for each in ids]
        self.downloads.get(server.port, paths, 32, seconds=4)

    def _upload(self, server, ids):
        paths = [server.path("put", each) for each in ids]
        self.uploads[SMALL].put(server.port, paths, 1000)

    @staticmethod
    def _compiling(server):
        return process.thread_seconds(server.app, "C2 "), process.cpu_seconds([server.app])
