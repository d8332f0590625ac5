"""The local server, started as the README says, for checks that send it requests."""

import contextlib
import json
import os
import pathlib
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parent.parent
START_COMMAND = "mvn -q -Plocal"
# User name of HTTP Basic; no password.
KEY = "demo-key"

GIVE_UP_STARTING_AFTER = 60
GIVE_UP_STOPPING_AFTER = 15


def build():
    """Compiles, so that a start after it takes no longer for that."""
    subprocess.run(["mvn", "-q", "-B", "test-compile"], cwd=PROJECT, check=True)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(*options):
    """Starts the server and gives its address; ends it as Ctrl-C does, and fails when it does not end.

    Options are added to the start command, like `-DdynamoPort=8000`.
    """
    port = free_port()
    began = time.monotonic()
    server = subprocess.Popen(
        ["bash", "-c", f"exec {START_COMMAND} -Dport={port} {shlex.join(options)}"], cwd=PROJECT, start_new_session=True)
    try:
        while not accepts(port):
            if server.poll() is not None:
                sys.exit(f"The server ended with {server.returncode} before it served.")
            if time.monotonic() - began > GIVE_UP_STARTING_AFTER:
                sys.exit(f"The server did not serve within {GIVE_UP_STARTING_AFTER} s.")
            time.sleep(0.05)
        yield f"http://localhost:{port}"
    finally:
        stop(server)


def issue_key(address, project):
    """A key with the scopes read and write, made as an operator makes one, for a project that is made with it."""
    request = urllib.request.Request(
        f"{address}/2015-03-31/functions/KeysFunction/invocations",
        json.dumps({"action": "create", "project": project, "name": "check"}).encode(),
        {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["key"]


def stop(server):
    """What Ctrl-C does: a signal to the command and everything that it started."""
    if server.poll() is not None:
        return
    os.killpg(server.pid, signal.SIGINT)
    try:
        server.wait(timeout=GIVE_UP_STOPPING_AFTER)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        sys.exit(f"The server did not end within {GIVE_UP_STOPPING_AFTER} s of Ctrl-C.")
