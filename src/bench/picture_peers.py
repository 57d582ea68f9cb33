"""Servers of others that make pictures, asked over loopback; each is installed by whoever measures."""

import http.client
import os
import shutil
import threading
import time

import limits
import process
from measure import Work
from picture_gateway import fetch

MODULE = "ngx_http_image_filter_module.so"
FOLDERS = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
IMAGE_FILTER = """\
daemon off; pid nginx.pid; {user} worker_processes auto; error_log error.log warn;
load_module {module};
events {{ worker_connections 64; }}
http {{
  access_log off; keepalive_requests 100000;
  client_body_temp_path temp-body; proxy_temp_path temp-proxy; fastcgi_temp_path temp-fastcgi;
  uwsgi_temp_path temp-uwsgi; scgi_temp_path temp-scgi;
  server {{
    listen 127.0.0.1:{port} reuseport;
    location ~ ^/(?<w>[0-9]+)x(?<h>[0-9]+)/(?<name>[a-z]+[.][a-z]+)$ {{
      alias {pictures}/$name;
      image_filter resize $w $h; image_filter_jpeg_quality 80; image_filter_buffer 64M;
    }}
  }}
}}
"""
THUMBOR = """\
LOADER = 'thumbor.loaders.file_loader'
FILE_LOADER_ROOT_PATH = {pictures!r}
STORAGE = 'thumbor.storages.no_storage'
ALLOW_UNSAFE_URL = True
QUALITY = 80
WEBP_QUALITY = 80
"""


class Server:
    """A program that makes a picture for each request and keeps none; path says what to ask it for."""

    def __init__(self, command, log, port, path, **options):
        self._port = port
        self._path = path
        self._program = process.start(command, log, **options)
        try:
            process.wait_for_port(port, self._program, log)
        except BaseException:
            process.stop(self._program)
            raise

    def pids(self):
        """It and its workers."""
        return process.tree(self._program.pid)

    def make(self, job, threads, count, out=None):
        """Asks so often, over as many connections."""
        del out
        path = self._path(job, os.path.basename(job.file))
        faults = []

        def ask():
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            try:
                for _ in range(count // threads):
                    fetch(connection, path)
            except (OSError, RuntimeError, http.client.HTTPException) as e:
                faults.append(e)
            finally:
                connection.close()

        running = [threading.Thread(target=ask) for _ in range(threads)]
        start = time.monotonic()
        for each in running:
            each.start()
        for each in running:
            each.join()
        if faults:
            raise RuntimeError(f"{self._program.args[0]}: {faults[0]}")
        return Work(count, time.monotonic() - start)

    def stop(self):
        """Ends it, and workers that outlive it, as Thumbor's do."""
        workers = self.pids()[1:]
        process.stop(self._program)
        process.kill(workers)


def find(name, given):
    """Where a peer lies: as the options say, else where it is usually; None where it is not."""
    if name in given:
        if not os.path.exists(given[name]):
            raise SystemExit(f"bin/bench: there is no {given[name]} for the peer {name}")
        return os.path.abspath(given[name])
    if name == "image_filter":
        return next((each for each in (os.path.join(f, MODULE) for f in FOLDERS) if os.path.exists(each)), None)
    return shutil.which(name)


def image_filter(module, folder, pictures):
    """Nginx's own module."""
    port = process.free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    with open(os.path.join(folder, "nginx.conf"), "w") as file:
        file.write(IMAGE_FILTER.format(user=user, module=module, port=port, pictures=pictures))
    log = os.path.join(folder, "error.log")
    command = [limits.find_nginx(), "-e", log, "-p", folder + "/", "-c", "nginx.conf"]
    return Server(command, log, port, lambda job, name: f"/{job.box[0]}x{job.box[1]}/{name}")


def thumbor(program, folder, pictures):
    """The original, with Pillow; a process for each core."""
    port = process.free_port()
    settings = os.path.join(folder, "thumbor.conf")
    with open(settings, "w") as file:
        file.write(THUMBOR.format(pictures=pictures))
    command = [program, "-i", "127.0.0.1", "-p", str(port), "-c", settings, "--processes", str(os.cpu_count())]
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")

    def path(job, name):
        filters = f"filters:quality(80):format({job.form.lower()})"
        return f"/unsafe/fit-in/{job.box[0]}x{job.box[1]}/{filters}/{name}"

    return Server(command, os.path.join(folder, "log"), port, path, env=environment, cwd=folder)


def ipx(program, folder, pictures):
    """sharp behind a server of node."""
    port = process.free_port()
    command = [program, "serve", "--dir", pictures, "--host", "127.0.0.1", "--port", str(port)]
    environment = dict(os.environ, HOST="127.0.0.1", PORT=str(port), NODE_ENV="production")

    def path(job, name):
        return f"/f_{job.form.lower()},q_80,s_{job.box[0]}x{job.box[1]},fit_inside/{name}"

    return Server(command, os.path.join(folder, "log"), port, path, env=environment, cwd=folder)


def imgproxy(program, folder, pictures):
    """libvips behind a server of Go."""
    port = process.free_port()
    environment = dict(
        os.environ, IMGPROXY_BIND=f"127.0.0.1:{port}", IMGPROXY_LOCAL_FILESYSTEM_ROOT=pictures,
        IMGPROXY_MAX_SRC_RESOLUTION="100", IMGPROXY_LOG_LEVEL="error",
    )

    def path(job, name):
        form = {"JPEG": "jpg"}.get(job.form, job.form.lower())
        return f"/insecure/rs:fit:{job.box[0]}:{job.box[1]}/q:80/plain/local:///{name}@{form}"

    return Server([program], os.path.join(folder, "log"), port, path, env=environment, cwd=folder)


SERVERS = {"image_filter": image_filter, "thumbor": thumbor, "ipx": ipx, "imgproxy": imgproxy}
