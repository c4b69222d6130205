"""Start and stop the local AWS (see the package `local_aws`)."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from paths import TESTS

START_SECONDS = 60


@contextmanager
def running_server(directory):
    """The URL of a fresh local AWS; its log is in `directory`."""
    port = _free_port()
    with open(directory / "local_aws.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "local_aws", str(port)],
            cwd=TESTS,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            # Not 127.0.0.1: with a numeric host, S3 addresses do not work.
            url = f"http://localhost:{port}"
            _wait_for(url, server)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=60)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url, server):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "the local AWS ended; see its log"
        try:
            with urllib.request.urlopen(f"{url}/moto-api/", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the local AWS does not answer; see its log")
