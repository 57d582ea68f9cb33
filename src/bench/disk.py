"""The disk alone, and an fsync for servers that make none."""

import os
import subprocess
import sys
import threading
import time

# Reads file names and makes each file and its folder durable; its time is fsync's and little else.
PROGRAM = """\
import os, sys
for name in sys.stdin:
    for path in (name[:-1], os.path.dirname(name[:-1])):
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    sys.stdout.write("done\\n")
    sys.stdout.flush()
"""


class Syncer:
    """Makes files durable in a few processes, so that the CPU of it can be counted."""

    def __init__(self, number):
        self._free = []
        self._all = []
        self._lock = threading.Condition()
        for _ in range(number):
            pipe = subprocess.PIPE
            each = subprocess.Popen(
                [sys.executable, "-S", "-c", PROGRAM], stdin=pipe, stdout=pipe, text=True
            )
            self._all.append(each)
            self._free.append(each)

    def pids(self):
        """The processes that call fsync."""
        return [each.pid for each in self._all]

    def sync(self, path):
        """Returns when the file and its name are durable."""
        with self._lock:
            while not self._free:
                self._lock.wait()
            helper = self._free.pop()
        helper.stdin.write(path + "\n")
        helper.stdin.flush()
        helper.stdout.readline()
        with self._lock:
            self._free.append(helper)
            self._lock.notify()

    def stop(self):
        """Ends the processes."""
        for each in self._all:
            each.stdin.close()
            each.wait(10)
            each.stdout.close()


def write_speed(folder, size, times):
    """Megabytes in a second, written in pieces of 1 MB, each file made durable: the best of some."""
    piece = os.urandom(1 << 20)
    path = os.path.join(folder, "disk.tmp")
    best = 0.0
    for _ in range(times):
        start = time.monotonic()
        with open(path, "wb") as file:
            for _ in range(size // len(piece)):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        best = max(best, size / 1e6 / (time.monotonic() - start))
        os.unlink(path)
    return best
