"""Nginx alone: the limit for any gateway that lets an Nginx move the bytes."""

import os
import shutil

import process

# Logs nothing and keeps files open: what we compare with must be the fastest Nginx, not a likely one.
CONFIGURATION = """\
daemon off; pid nginx.pid; {user}
worker_processes auto; pcre_jit on; worker_rlimit_nofile 8192; error_log error.log warn;
events {{ worker_connections 2048; }}
http {{
  access_log off; server_tokens off; default_type application/octet-stream;
  client_body_temp_path temp-body; proxy_temp_path temp-proxy; fastcgi_temp_path temp-fastcgi;
  uwsgi_temp_path temp-uwsgi; scgi_temp_path temp-scgi;
  sendfile on; sendfile_max_chunk 1m; tcp_nopush on; keepalive_requests 10000;
  open_file_cache max=10000 inactive=60s;
  {servers}
}}
"""
SERVER = """\
  server {{
    listen 127.0.0.1:{port};
    location /static/ {{ alias {objects}/; }}
    location /dav/ {{
      alias {folder}/dav/; dav_methods PUT; client_max_body_size 0; client_body_buffer_size 128k;
    }}
  }}
"""

# The shipped site's ways, without its doors.
DRESSED = """\
  types {{ image/jpeg jpg; }}
  include conf.d/*.conf;
  server {{
    listen 127.0.0.1:{port};
    access_log access.json sluice buffer=64k flush=1s;
    uninitialized_variable_warn off;
    location /static/ {{
      alias {objects}/;
      set $sluice_allow GET; set $sluice_deny ""; set $sluice_deny_code "";
      include sluice/headers.conf;
      add_header Cache-Control "public, max-age=86400";
    }}
  }}
"""

PROXY = """\
  upstream store {{ server 127.0.0.1:{store}; keepalive 64; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://store; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1:{store};
      proxy_request_buffering off; client_max_body_size 0; proxy_max_temp_file_size 0;
      {buffers}
    }}
  }}
"""
# The sizes of the shipped templates: with these, Nginx alone needs half the CPU.
BUFFERS = """\
client_body_buffer_size 256k;
      proxy_buffer_size 16k; proxy_buffers 8 64k; proxy_busy_buffers_size 128k;"""


def find_nginx():
    """The program's path; Debian keeps it from the PATH of ordinary users."""
    found = shutil.which("nginx", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
    if found is None:
        raise RuntimeError("there is no nginx on this machine")
    return found


def start_nginx(folder, port, servers):
    """Starts an Nginx with the given server blocks; all it writes is in the folder."""
    user = "user root;" if os.geteuid() == 0 else ""
    with open(os.path.join(folder, "nginx.conf"), "w") as file:
        file.write(CONFIGURATION.format(user=user, servers=servers))
    log = os.path.join(folder, "error.log")
    command = [find_nginx(), "-e", log, "-p", folder + "/", "-c", "nginx.conf"]
    nginx = process.start(command, log)
    process.wait_for_port(port, nginx, log)
    return nginx


class _Nginx:
    """One that runs."""

    def __init__(self, folder, servers, **values):
        self.port = process.free_port()
        self._nginx = start_nginx(folder, self.port, servers.format(port=self.port, folder=folder, **values))

    def pids(self):
        """Master and workers."""
        return process.tree(self._nginx.pid)

    def stop(self):
        """Ends it."""
        process.stop(self._nginx)


class NginxAlone(_Nginx):
    """Serves a folder of files, and takes uploads by WebDAV: spool, then rename."""

    def __init__(self, folder, objects):
        os.makedirs(os.path.join(folder, "dav"))
        self.folder = folder
        super().__init__(folder, SERVER, objects=objects)

    def stored(self, component):
        """The file that an upload to /dav/ became."""
        return os.path.join(self.folder, "dav", component)


class NginxDressed(_Nginx):
    """A static file of an Nginx with the gateway's log, request ids and headers: what it costs to serve like ours."""

    def __init__(self, folder, objects, rendered):
        for part in ("conf.d", "sluice"):
            shutil.copytree(os.path.join(rendered, part), os.path.join(folder, part))
        os.remove(os.path.join(folder, "conf.d", "20-sluice-site.conf"))
        super().__init__(folder, DRESSED, objects=objects)


class NginxProxy(_Nginx):
    """Passes requests on to a store that judges them by a signature of their own, and keeps nothing."""

    def __init__(self, folder, store_port, buffers):
        os.makedirs(folder)
        super().__init__(folder, PROXY, store=store_port, buffers=buffers)
