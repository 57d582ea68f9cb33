"""The Flask example behind the Nginx that its page shows: no kept connections, no fsync."""

import base64
import hashlib
import hmac
import os
import subprocess

import limits
import process

# Debian's own: the packages that apt installs are for this one.
PYTHON = "/usr/bin/python3"
SECRET = "bench"
SERVER = """\
  server {{
    listen 127.0.0.1:{port};
    location /put {{
      client_body_temp_path {folder}/spool; client_body_in_file_only on;
      client_body_buffer_size 128K; client_max_body_size 1000M;
      proxy_set_header X-File $request_body_file; proxy_set_body off; proxy_redirect off;
      proxy_pass http://127.0.0.1:{app};
    }}
    location /_files {{ internal; alias {folder}/files; }}
    location / {{
      proxy_set_header Host $host:$server_port; proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://127.0.0.1:{app};
    }}
  }}
"""


def has_flask():
    """Whether Debian's Python has Flask."""
    return os.path.exists(PYTHON) and _succeeds([PYTHON, "-c", "import flask"])


def has_gunicorn():
    """Whether Debian's Python has gunicorn, too."""
    return has_flask() and _succeeds([PYTHON, "-c", "import gunicorn"])


def _succeeds(command):
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdout=quiet, stderr=quiet, timeout=30).returncode == 0


class FlaskExample:
    """The example, under its development server or under gunicorn, one worker for each core."""

    def __init__(self, folder, with_gunicorn):
        self.folder = folder
        self.port = process.free_port()
        for name in ("files", "spool"):
            os.makedirs(os.path.join(folder, name))
        app_port = process.free_port()
        self._app = self._start_app(app_port, with_gunicorn)
        servers = SERVER.format(port=self.port, app=app_port, folder=folder)
        try:
            self._nginx = limits.start_nginx(folder, self.port, servers)
        except BaseException:
            process.stop(self._app)
            raise

    def _start_app(self, port, with_gunicorn):
        address = f"127.0.0.1:{port}"
        if with_gunicorn:
            command = ["-m", "gunicorn", "-b", address, "-w", str(os.cpu_count())]
            command += ["flask_example:app"]
        else:
            command = ["-m", "flask", "--app", "flask_example", "run", "-p", str(port)]
        log = os.path.join(self.folder, "app.log")
        environment = dict(os.environ, BENCH_SECRET=SECRET, BENCH_ROOT=self._files())
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        here = os.path.dirname(os.path.abspath(__file__))
        app = process.start([PYTHON, *command], log, env=environment, cwd=here)
        try:
            process.wait_for_port(port, app, log)
        except BaseException:
            process.stop(app)
            raise
        return app

    def _files(self):
        return os.path.join(self.folder, "files")

    def keep(self, component, content):
        """Puts a component where the example looks for it."""
        folder = os.path.join(self._files(), component[:2])
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, component), "wb") as file:
            file.write(content)

    def path(self, operation, component):
        """A signed path and query."""
        message = f"/component/{operation}?id={component}".encode()
        digest = hmac.new(SECRET.encode(), message, hashlib.sha256).digest()
        signature = base64.urlsafe_b64encode(digest).decode()
        return f"/{operation}?id={component}&signature={signature}"

    def pids(self):
        """Nginx and app, with their workers."""
        return process.tree(self._nginx.pid) + process.tree(self._app.pid)

    def stop(self):
        """Ends both."""
        process.stop(self._nginx)
        process.stop(self._app)
