"""A real S3 server on this machine: Ceph's RADOS Gateway where it is installed, else S3Proxy; both over memory."""

import datetime
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import time
import urllib.parse
import urllib.request

import process

ACCESS_KEY = "bench-key"
SECRET_KEY = "bench-secret-of-one-run"
REGION = "us-east-1"
BUCKET = "bench"
# What a gateway of Ceph would keep of replaced objects for hours, a memory of a few GB cannot.
RGW_SETTINGS = "rgw gc obj min wait = 5\nrgw gc processor period = 5\nrgw gc processor max time = 5"
RGW_MEMORY = 9 << 30


class Store:
    """One running server with one bucket, and URLs that are signed for it."""

    def __init__(self, name, port):
        self.name = name
        self.port = port
        self.endpoint = f"http://127.0.0.1:{port}"
        self._server = None

    def settings(self):
        """The environment that turns a gateway to it."""
        values = {"KIND": "s3", "BUCKET": BUCKET, "ENDPOINT": self.endpoint, "REGION": REGION}
        values.update(ACCESS_KEY=ACCESS_KEY, SECRET_KEY=SECRET_KEY)
        return {f"SLUICE_STORES_MAIN_{name}": value for name, value in values.items()}

    def pids(self):
        """The server with all its processes."""
        return process.tree(self._server.pid)

    def requests(self):
        """Requests for objects of the bucket since the start; None where the server does not say."""
        return None

    def path(self, method, key):
        """Path and query of a URL that is signed for one method and one object."""
        return presigned(method, self.endpoint, f"/{BUCKET}/{key}")

    def make_bucket(self):
        """Makes the bucket."""
        url = self.endpoint + presigned("PUT", self.endpoint, f"/{BUCKET}")
        urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=60).close()

    def remove(self, keys):
        """Makes room again."""
        for key in keys:
            url = self.endpoint + self.path("DELETE", key)
            urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=60).close()

    def stop(self):
        """Ends it."""
        process.stop(self._server)


class Rgw(Store):
    """One monitor, one object daemon, one gateway."""

    def __init__(self, home, folder):
        super().__init__(f"Ceph RADOS Gateway {_ceph_version()}, one node over memory", process.free_port())
        self._folder = folder
        os.makedirs(folder)
        script = os.path.join(home, "src/test/resources/io/sluice/storage/s3/rgw.sh")
        mon_port = str(process.free_port())
        command = ["bash", script, folder, str(self.port), mon_port, ACCESS_KEY, SECRET_KEY]
        log = os.path.join(folder, "start.log")
        environment = dict(os.environ, RGW_SETTINGS=RGW_SETTINGS, RGW_MEMORY=str(RGW_MEMORY))
        with open(log, "ab") as out:
            # It ends when its input does, however this program ends.
            self._server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=out, stderr=out, env=environment
            )
        self._wait(log)

    def _wait(self, log):
        end = time.monotonic() + 120
        while time.monotonic() < end and self._server.poll() is None:
            with open(log, errors="replace") as file:
                if "rgw is ready" in file.read():
                    return
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"radosgw did not start, see {log}")

    @staticmethod
    def is_here():
        """Whether it is installed."""
        programs = ("radosgw", "ceph-mon", "ceph-osd", "ceph", "radosgw-admin")
        return all(shutil.which(program) for program in programs)

    def requests(self):
        """Counted in the gateway's own log."""
        with open(os.path.join(self._folder, "log", "client.rgw.a.log"), errors="replace") as file:
            return len(re.findall(rf'"[A-Z]+ /{BUCKET}/', file.read()))

    def stop(self):
        """Ends the script, and with it all that it started."""
        family = process.tree(self._server.pid)
        self._server.stdin.close()
        try:
            self._server.wait(15)
        except subprocess.TimeoutExpired:
            process.kill(family)
            self._server.wait()


class S3Proxy(Store):
    """The server that the tests use; the build copies it."""

    def __init__(self, home, folder):
        super().__init__("S3Proxy, over memory", process.free_port())
        os.makedirs(folder)
        properties = os.path.join(folder, "s3proxy.properties")
        with open(properties, "w") as file:
            file.write(
                f"s3proxy.endpoint={self.endpoint}\ns3proxy.authorization=aws-v2-or-v4\n"
                f"s3proxy.identity={ACCESS_KEY}\ns3proxy.credential={SECRET_KEY}\n"
                "s3proxy.ignore-unknown-headers=true\n"
                "s3proxy.v4-max-non-chunked-request-size=2147483648\n"
                "jclouds.provider=transient-nio2\n"
            )
        jar = os.path.join(home, "target/s3proxy/s3proxy.jar")
        if not os.path.exists(jar):
            subprocess.run(["mvn", "-q", "-B", "generate-test-resources"], cwd=home, check=True)
        log = os.path.join(folder, "s3proxy.log")
        self._server = process.start(["java", "-Xmx8g", "-jar", jar, "--properties", properties], log)
        process.wait_for_port(self.port, self._server, log)


def start(home, folder):
    """The better one of those that are here, with its bucket."""
    store = Rgw(home, folder) if Rgw.is_here() else S3Proxy(home, folder)
    try:
        store.make_bucket()
    except BaseException:
        store.stop()
        raise
    return store


def _ceph_version():
    said = subprocess.run(["radosgw", "--version"], capture_output=True, text=True, timeout=30).stdout
    found = re.search(r"version (\S+)", said)
    return found[1] if found else ""


def presigned(method, endpoint, path):
    """Path and query of an AWS signature in the query, good for a day."""
    now = datetime.datetime.now(datetime.timezone.utc)
    date = now.strftime("%Y%m%d")
    scope = f"{date}/{REGION}/s3/aws4_request"
    fields = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": f"{ACCESS_KEY}/{scope}",
        "X-Amz-Date": now.strftime("%Y%m%dT%H%M%SZ"),
        "X-Amz-Expires": "86400",
        "X-Amz-SignedHeaders": "host",
    }
    query = "&".join(f"{name}={urllib.parse.quote(fields[name], safe='')}" for name in sorted(fields))
    host = urllib.parse.urlsplit(endpoint).netloc
    canonical = f"{method}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{fields['X-Amz-Date']}\n{scope}\n{digest}"
    key = f"AWS4{SECRET_KEY}".encode()
    for word in (date, REGION, "s3", "aws4_request"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return f"{path}?{query}&X-Amz-Signature={hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"
