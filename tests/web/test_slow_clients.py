"""Clients that send slowly or nothing keep nobody else waiting."""

import http.client
import socket
import time
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

CLIENTS = 60
PARTS = {
    "nothing": b"",
    "half a head": b"GET /healthz HTTP/1.1\r\nHost: blog.example\r\nX-Slow: ",
    "half a body": b"POST /api/v1/related HTTP/1.1\r\nHost: blog.example\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000\r\n\r\n{",
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_others_are_answered_meanwhile(start_service, training, example_folder, part):
    service = start_service(example_folder, "--workers", "1")
    host = urlsplit(service.address)
    with ExitStack() as stack:
        for _ in range(CLIENTS):
            one = stack.enter_context(socket.create_connection((host.hostname, host.port)))
            one.sendall(part)
        time.sleep(0.5)
        started = time.monotonic()
        for _ in range(5):
            with closing(http.client.HTTPConnection(host.netloc, timeout=20)) as connection:
                connection.request("GET", "/readyz")
                assert connection.getresponse().status == 200
        # Sixty that are waited for one after the other would take minutes.
        assert time.monotonic() - started < 15
