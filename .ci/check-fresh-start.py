#!/usr/bin/env python3
"""Starts the local server in a copy of the project that nothing was compiled in, as after `git clone`, and measures the
time from the command to the first HTTP reply. Maven's repository is warm.

A quiet machine with two cores takes at most 25 s. A busy one takes longer but uses no more processor time, so the check
fails above 50 s of that.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import local_server

LONGEST_ON_TWO_CORES = 25


def copy_sources(folder):
    """Copies what a clone would contain. Uncommitted changes are included, ignored files are not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=local_server.PROJECT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        source = local_server.PROJECT / name
        if source.is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)


def first_reply(address):
    """Waits for any HTTP reply; one that refuses the request, because it has no key, counts too."""
    try:
        urllib.request.urlopen(f"{address}/v1/metrics", timeout=30).close()
    except urllib.error.HTTPError as refused:
        refused.close()


def processor_seconds():
    """What the processes have used that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        copy_sources(folder)
        used_before = processor_seconds()
        began = time.monotonic()
        with local_server.running(folder=folder) as address:
            first_reply(address)
            seconds = time.monotonic() - began
        used = processor_seconds() - used_before
    limit = 2 * LONGEST_ON_TWO_CORES
    print(f"From a fresh clone to the first reply: {seconds:.1f} s, with {used:.1f} s of processor time (limit {limit} s).")
    sys.exit(1 if used > limit else 0)


if __name__ == "__main__":
    main()
