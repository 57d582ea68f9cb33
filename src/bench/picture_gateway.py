"""A gateway whose doors for pictures are used."""

import base64
import hashlib
import hmac
import http.client
import os
import re
import subprocess
import urllib.parse
import urllib.request

import gateway

HERE = os.path.dirname(os.path.abspath(__file__))


class PictureGateway(gateway.Gateway):
    """Uploads, asks for thumbnails and resizes, and counts how often its app was asked."""

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

    def connect(self):
        """A connection that stays open."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def thumbnail(self, options, component):
        """The path of a Thumbor URL for a component."""
        image = f"http://127.0.0.1:{self.port}{self.path('get', component)}"
        message = f"{options}/{urllib.parse.quote(image, safe='')}"
        with open(os.path.join(self.folder, "thumbor-key"), "rb") as file:
            digest = hmac.new(file.read().strip(), message.encode(), hashlib.sha1).digest()
        return f"/thumbor/{base64.urlsafe_b64encode(digest).decode()}/{message}"

    def resize(self, file, size):
        """Stores a picture for the resize door; the path of its resize."""
        media = self._command("media", "put", file)
        return urllib.parse.urlsplit(self._command("media", "url", media, size)).path

    def _command(self, *words):
        # With this gateway's configuration; the last line is what it is about.
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

    def heap_setting(self):
        """The most that its heap may be, as its command line says."""
        with open(f"/proc/{self.app}/cmdline", "rb") as file:
            found = re.search(rb"\0(-Xmx\w+)\0", file.read())
        return found[1].decode() if found else "no -Xmx"


def fetch(connection, path):
    """The length of a 200 over an open connection; raises for anything else."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200 or not body:
        raise RuntimeError(f"{path}: {answer.status} {body[:200].decode(errors='replace')}")
    return len(body)
