"""Everything that runs while pictures are measured: engines kept warm, a gateway, Nginx alone, peers."""

import base64
import contextlib
import hashlib
import hmac
import os
import shutil
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
import zipfile

import gateway
import limits
import load
import picture_peers
import process
from measure import Work

HERE = os.path.dirname(os.path.abspath(__file__))
JAVA = ["java", "-XX:+UseParallelGC"]
PHOTO = "00000000-0000-4000-8000-000000000061"
SMALLER = "00000000-0000-4000-8000-000000000062"
SUFFIXES = {
    "JPEG": ".jpg[Q=80,strip]",
    "PNG": ".png[strip]",
    "WEBP": ".webp[Q=80,strip]",
}


class Job:
    """One picture made of another: the file, the box it has to fit into, the format."""

    def __init__(self, title, file, box, form):
        self.title = title
        self.file = file
        self.box = box
        self.form = form


class Worker:
    """A program that reads lines and answers each by one, and is ready when it says so."""

    def __init__(self, command, folder, log):
        self._folder = folder
        with open(log, "ab") as errors:
            self._program = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self.is_ready = self._line().startswith("ready")

    def _line(self):
        # What a library says on its own is not for us.
        for line in self._program.stdout:
            if line.startswith(("ready", "ok", "err")):
                return line.strip()
        return ""

    def ask(self, words):
        """The answer to a line; raises when it was not done."""
        self._program.stdin.write(words + "\n")
        self._program.stdin.flush()
        answer = self._line()
        if not answer.startswith("ok "):
            raise RuntimeError(f"{self._program.args[-1]}: {words}: {answer or 'it has ended'}")
        return answer[3:]

    def pids(self):
        """It and what it runs now; the time of what has ended is its own."""
        return process.tree(self._program.pid)

    def peak(self):
        """The most memory that it had at once, in bytes."""
        return process.peak(self._program.pid)

    def stop(self):
        """Ends it."""
        self._program.stdin.close()
        process.stop(self._program)


class Engine:
    """One of Sluice's, libvips in C, or sharp: each makes the same of the same file."""

    def __init__(self, worker, out, form):
        self._worker = worker
        self._out = out
        self._form = form
        self.pids = worker.pids
        self.peak = worker.peak

    def make(self, job, threads, count, out=None):
        """Makes it so often; what was made lies in files that begin with out."""
        width, height = job.box
        words = self._form(job.form)
        out = out or self._out
        nanos = self._worker.ask(f"fit {job.file} {width} {height} {words} {threads} {count} {out}")
        return Work(count, int(nanos) / 1e9)


class Pictures(contextlib.ExitStack):
    """All of it, ended when this closes."""

    def __init__(self, home, plan):
        super().__init__()
        self._home = home
        self.plan = plan
        os.makedirs(os.path.join(home, "target"), exist_ok=True)
        self.folder = tempfile.mkdtemp(prefix="bench-", dir=os.path.join(home, "target"))
        self.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.missing = []
        try:
            self._move_in()
        except BaseException:
            self.close()
            raise

    def at(self, name):
        """A path in the folder of all this."""
        return os.path.join(self.folder, name)

    def _own(self, thing):
        self.callback(thing.stop)
        return thing

    def _move_in(self):
        # First, as it may have to build the WAR that the engines come from.
        self.gateway = self._own(Gateway(self._home, self.at("gateway")))
        self.gateway.wait()
        with zipfile.ZipFile(os.path.join(self._home, "target/sluice.war")) as war:
            for name in war.namelist():
                if name.startswith("WEB-INF/lib/") and name.endswith(".jar"):
                    war.extract(name, self.folder)
        self.engines = {}
        self.inputs()
        self._vips_in_c()
        for name in ("builtin", "vips", "process"):
            self._java(name)
        self._sharp()
        self._image_filter()
        self.downloads = load.Downloads(self.folder, self.plan.seconds)
        self._stored()
        for name in ("imgproxy", "Thumbor", "ipx"):
            self.missing.append(name)

    def inputs(self):
        """The same pictures each time, as detailed as photographs are."""
        maker = Worker(self.java("builtin", "-Xmx1g"), self.folder, self.at("maker.log"))
        self.photos = {}
        try:
            for name, size, kind in (
                ("baseline.jpg", "6000 4000", "baseline"),
                ("progressive.jpg", "6000 4000", "progressive"),
                ("screen.png", "3840 2160", "png"),
                ("smaller.jpg", "3000 2000", "baseline"),
            ):
                self.photos[name] = self.at(name)
                maker.ask(f"photo {size} {self.at(name)} {kind}")
        finally:
            maker.stop()

    def java(self, engine, *options):
        """The command of a worker for one of Sluice's engines."""
        libraries = os.path.join(self.folder, "WEB-INF/lib/*")
        return [*JAVA, *options, "-cp", libraries, os.path.join(HERE, "PictureWorker.java"), engine]

    def _java(self, name):
        worker = self._own(Worker(self.java(name, "-Xmx512m"), self.folder, self.at(f"{name}.log")))
        if worker.is_ready:
            self.engines[name] = Engine(worker, self.at(f"out-{name}"), lambda form: f"{form} 80")
        else:
            self.missing.append(f"Sluice's engine {name} (no libvips)")

    def _vips_in_c(self):
        binary = self.at("vips_worker")
        command = ["cc", "-O2", "-o", binary, os.path.join(HERE, "vips_worker.c")]
        command += ["-l:libvips.so.42", "-l:libgobject-2.0.so.0", "-lpthread"]
        if not shutil.which("cc") or subprocess.run(command, capture_output=True, timeout=60).returncode:
            raise RuntimeError("the limit is libvips called from C: install gcc, libc6-dev and libvips42")
        worker = self._own(Worker([binary], self.folder, self.at("vips.log")))
        self.vips = worker
        self.engines["c"] = Engine(worker, self.at("out-c"), SUFFIXES.get)

    def _sharp(self):
        # NODE_PATH says where it lies, as for every program of node.
        if not shutil.which("node") or subprocess.run(
            ["node", "-e", "require('sharp')"], capture_output=True, timeout=60
        ).returncode:
            self.missing.append("sharp")
            return
        command = ["node", os.path.join(HERE, "sharp_worker.cjs")]
        worker = self._own(Worker(command, self.folder, self.at("sharp.log")))
        self.engines["sharp"] = Engine(worker, self.at("out-sharp"), lambda form: f"{form} 80")

    def _image_filter(self):
        module = picture_peers.find_image_filter()
        if module is None:
            self.missing.append("Nginx image_filter")
            return
        folder = self.at("image-filter")
        os.makedirs(folder)
        self.engines["image_filter"] = self._own(picture_peers.ImageFilter(folder, self.folder, module))

    def _stored(self):
        for component, name in ((PHOTO, "baseline.jpg"), (SMALLER, "smaller.jpg")):
            self.gateway.put(component, self.photos[name])
        media = self.gateway.command("media", "put", self.photos["smaller.jpg"])
        url = self.gateway.command("media", "url", media, "400x300")
        self.resize = urllib.parse.urlsplit(url).path
        # The first one makes it.
        body = self.gateway.get(self.resize)
        folder = self.at("static")
        os.makedirs(folder)
        with open(os.path.join(folder, "resize.jpg"), "wb") as file:
            file.write(body)
        os.makedirs(self.at("nginx"))
        self.nginx = self._own(limits.NginxAlone(self.at("nginx"), folder))

    def compare(self, one, other):
        """How near two pictures are, in decibels."""
        worker = Worker(self.java("builtin"), self.folder, self.at("compare.log"))
        try:
            return float(worker.ask(f"psnr {one} {other}"))
        finally:
            worker.stop()

    def warm_up(self):
        """Each table warms its own work: what the compilers have to do is another thing for each."""


class Gateway(gateway.Gateway):
    """A gateway whose doors for pictures are used."""

    def put(self, component, path):
        """Uploads a file as a component."""
        with open(path, "rb") as body:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}{self.path('put', component)}", body.read(), method="PUT"
            )
        urllib.request.urlopen(request, timeout=60).close()

    def get(self, path):
        """The body of a 200."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.read()

    def thumbnail(self, options, component):
        """The path of a Thumbor URL for a component."""
        image = f"http://127.0.0.1:{self.port}{self.path('get', component)}"
        message = f"{options}/{urllib.parse.quote(image, safe='')}"
        with open(os.path.join(self.folder, "thumbor-key"), "rb") as file:
            digest = hmac.new(file.read().strip(), message.encode(), hashlib.sha1).digest()
        return f"/thumbor/{base64.urlsafe_b64encode(digest).decode()}/{message}"

    def command(self, *words):
        """What bin/sluice says with this gateway's configuration, its last line."""
        program = os.path.join(os.path.dirname(os.path.dirname(HERE)), "bin/sluice")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SLUICE_")}
        environment["SLUICE_CONFIG"] = os.path.join(self.folder, "sluice.yaml")
        done = subprocess.run(
            [program, *words], env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout.strip().splitlines()[-1]

    def requests(self, door):
        """How many requests of a door came to the app."""
        url = f"http://127.0.0.1:{self.app_port}/metrics"
        with urllib.request.urlopen(url, timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        start = f'sluice_requests_total{{door="{door}"'
        return sum(float(line.split()[-1]) for line in lines if line.startswith(start))


def calibrate(make, seconds):
    """How often a thing is done in about so many seconds, once it is warm; at least twice."""
    end = time.monotonic() + 4 * seconds
    took = make(2).seconds / 2
    while time.monotonic() < end:
        took = make(max(2, 2 * round(seconds / 4 / took))).seconds / max(2, 2 * round(seconds / 4 / took))
    return max(2, 2 * round(seconds / 2 / took))
