#!/usr/bin/env python3
"""Installs the official Delighted client for Node and runs .ci/delighted-client/check.js with it against the local server."""

import os
import pathlib
import subprocess
import sys

import local_server

CLIENT = pathlib.Path(__file__).resolve().parent / "delighted-client"


def main():
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=CLIENT, check=True)
    local_server.build()
    with local_server.running() as address:
        done = subprocess.run(
            ["node", "--test", "check.js"], cwd=CLIENT,
            env={**os.environ, "SEVEN_EIGHT_ADDRESS": address, "SEVEN_EIGHT_KEY": local_server.KEY})
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
