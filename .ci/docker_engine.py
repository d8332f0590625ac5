"""Provides a Docker engine for a check: the running one or, in CI, one that is started only for the check."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

GIVE_UP_STARTING_AFTER = 30


class NoDocker(Exception):
    """No Docker engine is available. The message says why."""


@contextlib.contextmanager
def engine():
    """Yields the environment in which `docker` and the SAM CLI find an engine."""
    if serves(os.environ):
        yield dict(os.environ)
        return
    if os.environ.get("CI") != "true" or os.geteuid() != 0:
        raise NoDocker("no Docker engine runs here (`docker info` fails). Start one, or run this as root with CI=true")
    install()
    with started() as environment:
        yield environment


def serves(environment):
    return shutil.which("docker") and subprocess.run(
        ["docker", "info"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def install():
    """Installs Debian's Docker if it is missing."""
    if shutil.which("dockerd") and shutil.which("docker"):
        return
    if not shutil.which("apt-get"):
        raise NoDocker("dockerd is not installed, and this is not Debian")
    for command in (["update"], ["install", "-y", "--no-install-recommends", "docker.io"]):
        done = subprocess.run(
            ["apt-get", "-qq", *command], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise NoDocker(f"docker.io cannot be installed: {done.stderr.strip()[-500:]}")


@contextlib.contextmanager
def started():
    """Starts an engine with its own folder and socket, and removes both afterwards."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="docker-"))
    environment = {**os.environ, "DOCKER_HOST": f"unix://{folder}/socket"}
    log = folder / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            ["dockerd", "--host", environment["DOCKER_HOST"], "--data-root", folder / "data",
             "--exec-root", folder / "exec", "--pidfile", folder / "pid"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        deadline = time.monotonic() + GIVE_UP_STARTING_AFTER
        while not serves(environment):
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoDocker(f"dockerd does not start here:\n{log.read_text(errors='replace')[-1000:]}")
            time.sleep(0.1)
        yield environment
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)
