#!/usr/bin/env python3
"""Runs Delighted's clients, unchanged, against one local server, each with its own key and project.

The clients for Node and Python come from npm and PyPI. Those for Ruby and PHP are in neither, so replay.py sends the bytes
that they send.
"""

import os
import pathlib
import subprocess
import sys

import local_server

CLIENTS = pathlib.Path(__file__).resolve().parent / "delighted-clients"
REPLAY = [sys.executable, "replay.py"]
CHECKS = {
    "node": ["node", "--test", "node/check.js"],
    "python": [sys.executable, "python/check.py"],
    "ruby": [*REPLAY, "ruby.http"],
    "php": [*REPLAY, "php.http"],
    "migration": [sys.executable, "migration.py"],
}


def main():
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=CLIENTS / "node", check=True)
    local_server.build()
    failed = []
    with local_server.running() as address:
        for client, command in CHECKS.items():
            print(f"\n--- {client}", flush=True)
            key = local_server.issue_key(address, f"delighted-{client}")
            done = subprocess.run(
                command, cwd=CLIENTS, env={**os.environ, "SEVEN_EIGHT_ADDRESS": address, "SEVEN_EIGHT_KEY": key})
            if done.returncode != 0:
                failed.append(client)
    if failed:
        sys.exit(f"These clients do not get the expected replies: {', '.join(failed)}")


if __name__ == "__main__":
    main()
