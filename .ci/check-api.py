#!/usr/bin/env python3
"""Runs schemathesis with docs/openapi.yaml against the local server: examples, boundary values, random requests, and
sequences of dependent requests. Every reply must be documented, and none may be a 5xx.
"""

import base64
import json
import pathlib
import subprocess
import sys
import urllib.request

import local_server

CONFIG = pathlib.Path(__file__).resolve().parent / "schemathesis.toml"

# Data for the requests: people who responded twice, two plans, a comment.
RESPONSES = [
    {"person_email": f"person{number % 8}@example.com", "score": score, "comment": "Fine." if number % 3 else "",
     "created_at": 1790000000 + 86400 * number, "person_properties": {"plan": ("free", "pro")[number % 2]}}
    for number, score in enumerate((0, 6, 7, 8, 9, 10, 7, 8, 8, 10, 7, 3, 9, 8, 7, 9))
]


def send(address, path, body):
    request = urllib.request.Request(
        address + path, data=json.dumps(body).encode(), method="POST",
        headers={"content-type": "application/json",
                 "authorization": "Basic " + base64.b64encode(f"{local_server.KEY}:".encode()).decode()})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def main():
    local_server.build()
    with local_server.running() as address:
        send(address, "/v1/survey_responses/batch", RESPONSES)
        done = subprocess.run(
            [pathlib.Path(sys.executable).parent / "schemathesis", "--config-file", CONFIG, "run", "docs/openapi.yaml",
             "--url", address, "--auth", f"{local_server.KEY}:", *sys.argv[1:]],
            cwd=local_server.PROJECT)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
