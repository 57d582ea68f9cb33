"""Everything that runs while pictures are measured: engines kept warm, a gateway, Nginx alone, peers."""

import contextlib
import os
import shutil
import tempfile

import limits
import load
import picture_engines
import picture_peers
from picture_engines import Engine
from picture_gateway import PictureGateway

PEERS = ("sharp", *picture_peers.SERVERS)
SOURCES = (
    ("baseline.jpg", "6000 4000", "baseline"),
    ("progressive.jpg", "6000 4000", "progressive"),
    ("screen.png", "3840 2160", "png"),
    ("smaller.jpg", "3000 2000", "baseline"),
)
SMALL_HEAP = "64m"


def component(number):
    """The id of an upload."""
    return f"{number:08x}-0000-4000-8000-000000000061"


class Pictures(contextlib.ExitStack):
    """All of it, ended when this closes. What is not on this machine is in missing."""

    def __init__(self, home, plan, given):
        super().__init__()
        self._home = home
        self._given = given
        self.plan = plan
        os.makedirs(os.path.join(home, "target"), exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix="bench-", dir=os.path.join(home, "target"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.missing = []
        self.engines = {}
        try:
            self._move_in()
        except BaseException:
            self.close()
            raise

    def at(self, name):
        """A path in the folder of all this."""
        return os.path.join(self.folder, name)

    def _folder(self, name):
        os.makedirs(self.at(name))
        return self.at(name)

    def own(self, thing):
        """Stopped when this closes."""
        self.callback(thing.stop)
        return thing

    def _move_in(self):
        # First, as it may have to build the WAR that the engines come from.
        self.gateway = self.own(PictureGateway(self._home, self.at("gateway")))
        self.gateway.wait()
        self.java = picture_engines.Java(os.path.join(self._home, "target/sluice.war"), self._folder("java"))
        self._draw()
        self._engines()
        self._peers()
        self.downloads = load.Downloads(self.folder, self.plan.seconds)
        self._store()

    def _draw(self):
        """The same pictures each time, as detailed as photographs are."""
        folder = self._folder("sources")
        self.sources = {name: os.path.join(folder, name) for name, _, _ in SOURCES}
        maker = self.java.worker("builtin", "1g")
        try:
            for name, size, kind in SOURCES:
                maker.ask(f"photo {size} {self.sources[name]} {kind}")
        finally:
            maker.stop()

    def _engines(self):
        worker = picture_engines.vips_in_c(self.folder)
        if worker is None:
            self.missing.append("libvips called from C (gcc, libvips42)")
        else:
            self.engines["c"] = Engine(self.own(worker), self.at("out-c"), picture_engines.SUFFIXES.get)
        for name, engine, heap in (
            ("builtin", "builtin", "256m"),
            ("small", "builtin", SMALL_HEAP),
            ("vips", "vips", "256m"),
            ("process", "process", "256m"),
            ("auto", "auto", "256m"),
        ):
            worker = self.own(self.java.worker(engine, heap))
            if worker.is_ready:
                self.engines[name] = self.java.engine(worker, name)
            else:
                self.missing.append(f"Sluice's engine {engine} (libvips42 or libvips-tools)")

    def _peers(self):
        worker = picture_engines.sharp(self._given.get("sharp"), self.folder)
        if worker is None:
            self.missing.append("sharp")
        else:
            self.engines["sharp"] = Engine(self.own(worker), self.at("out-sharp"), lambda form: f"{form} 80")
        for name, start in picture_peers.SERVERS.items():
            found = picture_peers.find(name, self._given)
            if found is None:
                self.missing.append(name)
                continue
            try:
                server = start(found, self._folder(name), os.path.dirname(self.sources["smaller.jpg"]))
            except RuntimeError as e:
                self.missing.append(f"{name} (it does not start)")
                print(f"bin/bench: {name} is left out: {e}", flush=True)
                continue
            self.engines[name] = self.own(server)

    def _store(self):
        for number, (name, _, _) in enumerate(SOURCES):
            self.gateway.put(component(number), self.sources[name])
        # The first one makes it; Nginx alone then serves the same bytes.
        asked = self.gateway.requests("resize")
        self.resize = self.gateway.resize(self.sources["smaller.jpg"], "400x300")
        body = self.gateway.get(self.resize)
        if self.gateway.requests("resize") != asked + 1:
            raise RuntimeError("the app does not count the requests for resizes")
        # Under the same name: a long one costs more to read and to log.
        self._folder(os.path.dirname(f"static{self.resize}"))
        with open(self.at(f"static{self.resize}"), "wb") as file:
            file.write(body)
        self.nginx = self.own(limits.NginxAlone(self._folder("nginx"), self.at("static")))
        rendered = os.path.join(self.gateway.folder, "nginx")
        self.dressed = self.own(limits.NginxDressed(self._folder("dressed"), self.at("static"), rendered))

    def compare(self, one, other):
        """How near two pictures are, in decibels."""
        worker = self.java.worker("builtin", "256m")
        try:
            return float(worker.ask(f"psnr {one} {other}"))
        finally:
            worker.stop()

    def warm_up(self):
        """Each table warms its own work: what the compilers have to do is another thing for each."""
