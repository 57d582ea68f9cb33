"""Sluice as bin/run starts it: the app and the Nginx before it."""

import base64
import hashlib
import hmac
import os
import subprocess
import time
import urllib.request

import process


class Gateway:
    """One running gateway with a data folder of its own."""

    def __init__(self, home, folder, settings=()):
        self.folder = folder
        self.port = process.free_port()
        self.app_port = process.free_port()
        os.makedirs(folder)
        self._log = os.path.join(folder, "run.log")
        command = [os.path.join(home, "bin/run"), "--data", folder]
        command += ["--port", str(self.port), "--app-port", str(self.app_port)]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("SLUICE_")}
        environment.update(settings)
        self._run = process.start(command, self._log, env=environment)
        self._secret = b""
        self.app = 0

    def wait(self, patience=240):
        """Waits until it says that it is ready: a first start builds the WAR."""
        end = time.monotonic() + patience
        while "Sluice is ready" not in self._said():
            if self._run.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"bin/run did not get ready:\n{self._said()[-2000:]}")
            time.sleep(0.1)
        with open(os.path.join(self.folder, "ftrack-secret"), "rb") as file:
            self._secret = file.read().strip()
        family = process.tree(self._run.pid)
        self.app = next(pid for pid in family if process.program(pid) == "java")
        if not any(process.program(pid) == "nginx" for pid in family):
            raise RuntimeError("there is no Nginx in front: install one")

    def _said(self):
        with open(self._log, errors="replace") as file:
            return file.read()

    def stop(self):
        """Ends both programs."""
        process.stop(self._run)

    def pids(self):
        """The app, Nginx and its workers."""
        family = process.tree(self._run.pid)
        return [pid for pid in family if process.program(pid) in ("java", "nginx")]

    def path(self, operation, component):
        """A signed path and query."""
        message = f"/component/{operation}?id={component}".encode()
        digest = hmac.new(self._secret, message, hashlib.sha256).digest()
        signature = base64.urlsafe_b64encode(digest).decode().replace("=", "%3D")
        return f"/{operation}?id={component}&signature={signature}"

    def objects(self):
        """The folder of the store's objects, which Nginx serves from."""
        return os.path.join(self.folder, "store", "objects")

    def collect_garbage(self):
        """Makes the used heap the living heap."""
        subprocess.run(
            ["jcmd", str(self.app), "GC.run"], check=True, stdout=subprocess.DEVNULL, timeout=60
        )

    def used_heap(self):
        """Bytes, as /metrics of the app says."""
        url = f"http://127.0.0.1:{self.app_port}/metrics"
        with urllib.request.urlopen(url, timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        name = 'jvm_memory_used_bytes{area="heap"}'
        return float(next(line.split()[-1] for line in lines if line.startswith(name)))
