"""A server that takes every PUT, throws the body away and says 200: for what is measured of the gateway alone.

No store of this machine could hold what flows through here. It speaks just enough S3 for a gateway to start, and
checks nothing.
"""

import os
import re
import socket
import sys
import threading

import process

LIST = (
    b'<?xml version="1.0"?><ListBucketResult><Name>bench</Name><KeyCount>0</KeyCount>'
    b"<IsTruncated>false</IsTruncated></ListBucketResult>"
)
WASTE = 1 << 20


class Sink:
    """The server as a process of its own."""

    def __init__(self, folder):
        os.makedirs(folder)
        self.port = process.free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        log = os.path.join(folder, "sink.log")
        self._server = process.start([sys.executable, "-S", "-B", __file__, str(self.port)], log)
        process.wait_for_port(self.port, self._server, log)

    def stop(self):
        """Ends it."""
        process.stop(self._server)


def main(port):
    """Listens for ever."""
    with socket.create_server(("127.0.0.1", port), backlog=1024) as server:
        while True:
            client, _ = server.accept()
            threading.Thread(target=serve, args=(client,), daemon=True).start()


def serve(client):
    """One connection, request after request."""
    waste = bytearray(WASTE)
    received = b""
    with client:
        while True:
            while b"\r\n\r\n" not in received:
                piece = client.recv(65536)
                if not piece:
                    return
                received += piece
            head, _, received = received.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            missing = int(length[1]) if length else 0
            taken = min(missing, len(received))
            received = received[taken:]
            missing -= taken
            while missing > 0:
                got = client.recv_into(waste, min(missing, WASTE), socket.MSG_TRUNC)
                if got == 0:
                    return
                missing -= got
            client.sendall(answer(head.split(b" ", 2)))


def answer(words):
    """Every PUT is stored, nothing is found, the bucket is empty."""
    method, target = words[0], words[1]
    if method == b"PUT":
        return b'HTTP/1.1 200 OK\r\nETag: "0123456789abcdef0123456789abcdef"\r\nContent-Length: 0\r\n\r\n'
    if method == b"DELETE":
        return b"HTTP/1.1 204 No Content\r\n\r\n"
    if method == b"GET" and b"list-type" in target:
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s" % (len(LIST), LIST)
    return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


if __name__ == "__main__":
    main(int(sys.argv[1]))
