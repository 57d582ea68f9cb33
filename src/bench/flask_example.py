"""The hand-written server that ftrack's page shows, with the signature check it asks for: a peer."""

import base64
import hashlib
import hmac
import os

from flask import Flask, Response, abort, request

app = Flask(__name__)
SECRET = os.environ["BENCH_SECRET"].encode()
ROOT = os.environ["BENCH_ROOT"]


def checked(operation):
    """The component's id, when the signature is right."""
    component = request.args.get("id", "")
    message = f"/component/{operation}?id={component}".encode()
    wanted = base64.urlsafe_b64encode(hmac.new(SECRET, message, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(wanted, request.args.get("signature", "")):
        abort(403)
    return component


@app.route("/get")
def get():
    component = checked("get")
    answer = Response()
    answer.headers["X-Accel-Redirect"] = f"/_files/{component[:2]}/{component}"
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer


@app.route("/put", methods=["PUT"])
def put():
    component = checked("put")
    folder = os.path.join(ROOT, component[:2])
    os.makedirs(folder, exist_ok=True)
    os.rename(request.headers["X-File"], os.path.join(folder, component))
    return ""
