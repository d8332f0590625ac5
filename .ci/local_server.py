"""Starts the local server as the README says, for checks that send requests to it."""

import base64
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

GIVE_UP_STARTING_AFTER = 180
GIVE_UP_STOPPING_AFTER = 15


def build():
    """Compiles first, so that a later start does not include the time to compile."""
    subprocess.run(["mvn", "-q", "-B", "-Plocal", "test-compile"], cwd=PROJECT, check=True)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def running(*options, folder=PROJECT):
    """Starts the server and yields its address. Stops it like Ctrl-C, and fails if it does not stop.

    Adds the options to the start command, for example `-DdynamoPort=8000`. `folder` holds the project's files.
    """
    port = free_port()
    began = time.monotonic()
    server = subprocess.Popen(
        ["bash", "-c", f"exec {START_COMMAND} -Dport={port} {shlex.join(options)}"], cwd=folder, start_new_session=True,
        # A shell ignores Ctrl-C for what it starts in the background, and the server would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
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


def request(address, path):
    """Returns the body of the reply to a GET with the demo project's key."""
    credentials = base64.b64encode(f"{KEY}:".encode()).decode()
    asked = urllib.request.Request(address + path, headers={"Authorization": f"Basic {credentials}"})
    with urllib.request.urlopen(asked, timeout=60) as reply:
        return reply.read()


def issue_key(address, project):
    """Creates a project and returns a key for it with the scopes read and write, like an operator."""
    request = urllib.request.Request(
        f"{address}/2015-03-31/functions/KeysFunction/invocations",
        json.dumps({"action": "create", "project": project, "name": "check"}).encode(),
        {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)["key"]


def stop(server):
    """Stops the server like Ctrl-C: sends the signal to the command and to all processes that it started."""
    if server.poll() is not None:
        return
    os.killpg(server.pid, signal.SIGINT)
    try:
        server.wait(timeout=GIVE_UP_STOPPING_AFTER)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        sys.exit(f"The server did not end within {GIVE_UP_STOPPING_AFTER} s of Ctrl-C.")
