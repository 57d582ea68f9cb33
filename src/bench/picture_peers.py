"""Nginx's own image_filter, where its module is installed."""

import http.client
import os
import threading
import time

import limits
import process
from measure import Work

MODULE = "ngx_http_image_filter_module.so"
FOLDERS = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules")
CONFIGURATION = """\
daemon off; pid nginx.pid; {user} worker_processes auto; error_log error.log warn;
load_module {module};
events {{ worker_connections 64; }}
http {{
  access_log off; keepalive_requests 100000;
  client_body_temp_path temp-body; proxy_temp_path temp-proxy; fastcgi_temp_path temp-fastcgi;
  uwsgi_temp_path temp-uwsgi; scgi_temp_path temp-scgi;
  server {{
    listen 127.0.0.1:{port};
    location ~ ^/(?<w>[0-9]+)x(?<h>[0-9]+)/(?<name>[a-z]+[.][a-z]+)$ {{
      alias {pictures}/$name;
      image_filter resize $w $h; image_filter_jpeg_quality 80; image_filter_buffer 64M;
    }}
  }}
}}
"""


def find_image_filter():
    """The module's path; None where it is not installed."""
    found = [os.path.join(each, MODULE) for each in FOLDERS if os.path.exists(os.path.join(each, MODULE))]
    return found[0] if found else None


class ImageFilter:
    """An Nginx that makes a picture for each request and keeps none."""

    def __init__(self, folder, pictures, module):
        self._port = process.free_port()
        user = "user root;" if os.geteuid() == 0 else ""
        with open(os.path.join(folder, "nginx.conf"), "w") as file:
            file.write(CONFIGURATION.format(user=user, module=module, port=self._port, pictures=pictures))
        log = os.path.join(folder, "error.log")
        command = [limits.find_nginx(), "-e", log, "-p", folder + "/", "-c", "nginx.conf"]
        self._nginx = process.start(command, log)
        process.wait_for_port(self._port, self._nginx, log)

    def pids(self):
        """Master and workers."""
        return process.tree(self._nginx.pid)

    def make(self, job, threads, count, out=None):
        """Asks so often, over as many connections."""
        del out
        width, height = job.box
        path = f"/{width}x{height}/{os.path.basename(job.file)}"
        faults = []

        def ask():
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            try:
                for _ in range(count // threads):
                    connection.request("GET", path)
                    answer = connection.getresponse()
                    answer.read()
                    if answer.status != 200:
                        raise RuntimeError(f"image_filter answers {answer.status}")
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
            raise RuntimeError(f"{path}: {faults[0]}")
        return Work(count, time.monotonic() - start)

    def stop(self):
        """Ends it."""
        process.stop(self._nginx)
