"""Programs that make pictures of pictures and stay up meanwhile: Sluice's engines, libvips in C, sharp."""

import glob
import os
import shutil
import subprocess
import time
import zipfile

import process
from measure import Work

HERE = os.path.dirname(os.path.abspath(__file__))
# The collector that bin/run takes, for small machines too.
JAVA = ["java", "-XX:+UseParallelGC"]
SUFFIXES = {
    "JPEG": ".jpg[Q=80,strip]",
    "PNG": ".png[strip]",
    "WEBP": ".webp[Q=80,strip]",
}
# The library alone: vips_worker.c brings its own declarations.
LIBVIPS = ["-l:libvips.so.42", "-l:libgobject-2.0.so.0"]


class Job:
    """One picture made of another: the file, the box it has to fit into, the format."""

    def __init__(self, title, file, box, form):
        self.title = title
        self.file = file
        self.box = box
        self.form = form


class Worker:
    """A program that reads lines and answers each by one, and is ready when it says so."""

    def __init__(self, command, folder, log, environment=None):
        with open(log, "ab") as errors:
            self._program = subprocess.Popen(
                command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=errors, text=True,
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
        self._program.stdout.close()


class Engine:
    """A worker that makes pictures; form says a format in its own words."""

    def __init__(self, worker, out, form):
        self._worker = worker
        self._out = out
        self._form = form
        self.pids = worker.pids
        self.peak = worker.peak
        self.ask = worker.ask

    def make(self, job, threads, count, out=None):
        """Makes it so often; what was made lies in files that begin with out."""
        width, height = job.box
        words = self._form(job.form)
        out = out or self._out
        nanos = self._worker.ask(f"fit {job.file} {width} {height} {words} {threads} {count} {out}")
        return Work(count, int(nanos) / 1e9)


class Java:
    """Sluice's engines, out of the WAR, without a door before them."""

    def __init__(self, war, folder):
        self._folder = folder
        with zipfile.ZipFile(war) as archive:
            for name in archive.namelist():
                if name.startswith("WEB-INF/lib/") and name.endswith(".jar"):
                    archive.extract(name, folder)
        jars = glob.glob(os.path.join(folder, "WEB-INF/lib/*.jar"))
        self._path = os.pathsep.join([os.path.join(folder, "worker"), *sorted(jars)])
        # Compiled before: a compiler inside would take part of a heap that is meant to be small.
        subprocess.run(
            ["javac", "-nowarn", "-proc:none", "-cp", self._path, "-d", os.path.join(folder, "worker"),
             os.path.join(HERE, "PictureWorker.java")],
            check=True, timeout=120,
        )

    def worker(self, engine, heap):
        """Keeps one of them warm, in a heap of this size."""
        log = os.path.join(self._folder, f"java-{engine}-{heap}.log")
        return Worker([*JAVA, f"-Xmx{heap}", "-cp", self._path, "PictureWorker", engine], self._folder, log)

    def engine(self, worker, name):
        """What makes pictures by it."""
        return Engine(worker, os.path.join(self._folder, f"out-{name}"), lambda form: f"{form} 80")


def vips_in_c(folder):
    """A worker that calls libvips from C; None without a compiler or the library."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    binary = os.path.join(folder, "vips_worker")
    source = os.path.join(HERE, "vips_worker.c")
    for libraries in (_package_config("vips"), LIBVIPS):
        command = [compiler, "-O2", "-o", binary, source, *libraries, "-lpthread"]
        if libraries and subprocess.run(command, capture_output=True, timeout=60).returncode == 0:
            return Worker([binary], folder, os.path.join(folder, "vips.log"))
    return None


def _package_config(name):
    if shutil.which("pkg-config") is None:
        return []
    done = subprocess.run(["pkg-config", "--libs", name], capture_output=True, text=True, timeout=30)
    return done.stdout.split() if done.returncode == 0 else []


def sharp(modules, folder):
    """A worker that calls sharp; None where node or the package is not there."""
    environment = dict(os.environ)
    if modules:
        environment["NODE_PATH"] = os.path.abspath(modules)
    if shutil.which("node") is None or subprocess.run(
        ["node", "-e", "require('sharp')"], env=environment, capture_output=True, timeout=60
    ).returncode:
        return None
    command = ["node", os.path.join(HERE, "sharp_worker.cjs")]
    return Worker(command, folder, os.path.join(folder, "sharp.log"), environment)


def calibrate(engine, job, threads, seconds):
    """How often a thing is done in about so many seconds, once it is warm; at least twice.

    A busy machine starves the compilers of Java, so not the clock alone says what is warm.
    """
    start = time.monotonic()
    took = engine.make(job, threads, 2).seconds / 2
    while True:
        count = max(2, 2 * round(seconds / 4 / took))
        before = _compiling(engine)
        took = engine.make(job, threads, count).seconds / count
        compiling = (_compiling(engine) - before) / (took * count)
        spent = time.monotonic() - start
        if spent > 4 * seconds and (compiling < 0.04 or spent > 12 * seconds):
            return max(2, 2 * round(seconds / 2 / took))


def _compiling(engine):
    return sum(process.thread_seconds(pid, "C2 ") for pid in engine.pids() if process.program(pid) == "java")
