"""The clients: their own CPU never counts, so they may be whatever keeps a server busy."""

import os
import re
import socket
import struct
import subprocess
import threading
import time

from measure import Work

SCRIPT = """\
local requests = {}
function init(args)
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", path) end
end
local at = 0
function request() at = at % #requests + 1; return requests[at] end
function done(summary, latency, all)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.bytes,
    summary.duration, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class Downloads:
    """GETs by wrk, for a time, over connections that stay open."""

    def __init__(self, folder, seconds):
        self._folder = folder
        self.seconds = seconds
        self._script = os.path.join(folder, "get.lua")
        with open(self._script, "w") as file:
            file.write(SCRIPT)

    def get(self, port, paths, connections, by_bytes=False, seconds=None):
        """Asks for the paths in turn; units are requests, or megabytes."""
        targets = os.path.join(self._folder, f"paths-{port}.txt")
        with open(targets, "w") as file:
            file.write("\n".join(paths) + "\n")
        seconds = seconds or self.seconds
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s"]
        command += ["-s", self._script, f"http://127.0.0.1:{port}", "--", targets]
        said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30).stdout
        found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", said)
        if not found or found[4] != "0" or found[1] == "0":
            raise RuntimeError(f"GET {paths[0].split('?')[0]} at port {port} failed:\n{said}")
        return Work(int(found[2]) / 1e6 if by_bytes else int(found[1]), int(found[3]) / 1e6)


class Crowd:
    """Does something with each of some paths over a few connections that stay open."""

    def __init__(self, connections):
        self._connections = connections

    def _work(self, what, port, paths, act):
        """Seconds until act(connection, path) was done for all; raises at the first that fails."""
        queue = iter(paths)
        turn = threading.Lock()
        faults = []

        def run():
            try:
                with Connection(port) as connection:
                    while not faults:
                        with turn:
                            path = next(queue, None)
                        if path is None:
                            return
                        act(connection, path)
            except (OSError, RuntimeError) as e:
                faults.append(e)

        threads = [threading.Thread(target=run) for _ in range(self._connections)]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            raise RuntimeError(f"{what} {paths[0].split('?')[0]} at port {port} failed: {faults[0]}")
        return time.monotonic() - start


class Uploads(Crowd):
    """PUTs of one file by sendfile."""

    def __init__(self, file, connections):
        super().__init__(connections)
        self._file = file
        self.size = os.path.getsize(file)

    def put(self, port, paths, count, by_bytes=False, then=None):
        """Sends the file count times to the paths in turn; calls then(path) after each answer."""
        with open(self._file, "rb") as body:

            def act(connection, path):
                connection.put(path, body, self.size)
                if then is not None:
                    then(path)

            seconds = self._work("PUT", port, [paths[i % len(paths)] for i in range(count)], act)
        return Work(count * self.size / 1e6 if by_bytes else count, seconds)


class Fetches(Crowd):
    """GETs of each path once, all bytes of it."""

    def get(self, port, paths, size, by_bytes=False):
        """Raises unless each answer is a 200 of this size."""
        seconds = self._work("GET", port, paths, lambda connection, path: connection.get(path, size))
        return Work(len(paths) * size / 1e6 if by_bytes else len(paths), seconds)


class Connection:
    """One HTTP connection that sends uploads and is opened again where a server closes it."""

    def __init__(self, port):
        self._port = port
        self._socket = None
        self._waste = bytearray(1 << 20)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """Hangs up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def begin(self, path, length):
        """Sends an upload's head."""
        self._send_head("PUT", path, f"\r\nContent-Length: {length}")

    def _send_head(self, method, path, more):
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), 60)
            # A time limit of Python's own would make the handle one that sendfile cannot wait for.
            self._socket.settimeout(None)
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                self._socket.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", 60, 0))
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}{more}"
        self._socket.sendall(f"{head}\r\n\r\n".encode())

    def send(self, piece):
        """Sends some of its body."""
        self._socket.sendall(piece)

    def finish(self):
        """Reads the answer; the length that it announced. Raises unless it is a whole 2xx."""
        received = b""
        while b"\r\n\r\n" not in received:
            piece = self._socket.recv(65536)
            if not piece:
                raise RuntimeError("the server hung up")
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        if head.split()[1][:1] != b"2":
            raise RuntimeError((head + b" " + body).decode(errors="replace"))
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
        missing = int(length[1]) - len(body) if length else 0
        while missing > 0:
            # Thrown away inside the kernel: the client's own copying would take CPU from those who are measured.
            got = self._socket.recv_into(self._waste, min(missing, len(self._waste)), socket.MSG_TRUNC)
            if got == 0:
                raise RuntimeError("the answer was cut off")
            missing -= got
        if re.search(rb"(?i)\r\nconnection: *close", head) or b"chunked" in head.lower():
            self.close()
        return int(length[1]) if length else 0

    def get(self, path, size):
        """Fetches a whole object, of this size."""
        self._send_head("GET", path, "")
        found = self.finish()
        if found != size:
            raise RuntimeError(f"{found} bytes instead of {size}")

    def put(self, path, body, size):
        """Sends a whole file."""
        self.begin(path, size)
        sent = 0
        while sent < size:
            sent += os.sendfile(self._socket.fileno(), body.fileno(), sent, size - sent)
        self.finish()
