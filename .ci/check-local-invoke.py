#!/usr/bin/env python3
"""Runs the commands of docs/local-invoke.md that run one function like Lambda, on Linux, in Docker.

Runs every `sam local invoke` of the section as printed, and one for each function that the section does not name. Only the
port of the store differs, so that this can run next to a local server. Without Docker, the check is skipped with the
reason.
"""

import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import urllib.request

import docker_engine
import lambda_image
import local_server

SECTION = "As Lambda runs it"
DOCUMENT = local_server.PROJECT / "docs" / "local-invoke.md"
ENVIRONMENT = "events/env.json"
PRINTED_PORT = "8000"

# One event for each function, with the expected members of the reply.
EXPECTED = {
    "events/ingest-passive.json": {"statusCode": 201},
    "events/query-metrics.json": {"statusCode": 200},
    "events/aggregate-insert.json": {"state": ...},
    "events/audit-jobs.json": {"jobs": ...},
    "events/keys-create.json": {"key": ...},
}
FUNCTION_OF = {
    "events/aggregate-insert.json": "AggregateFunction",
    "events/audit-jobs.json": "AuditFunction",
    "events/keys-create.json": "KeysFunction",
}


def commands():
    """Returns the section's commands, each on one line."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"\n## {SECTION}\n")[1]
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)).replace("\\\n", " ")
    return [line.split("  #")[0].strip() for line in blocks.splitlines()]


def find(lines, *parts):
    found = [line for line in lines if all(part in line for part in parts)]
    if not found:
        sys.exit(f"docs/local-invoke.md has no command with {' and '.join(parts)}.")
    return found


def invocations(lines):
    """Returns the documented calls, and a call for each function that is not documented."""
    documented = find(lines, "sam local invoke", "--add-host")
    others = [
        re.sub(r"invoke \w+ -e \S+", f"invoke {function} -e {event}", documented[0])
        for event, function in FUNCTION_OF.items()
    ]
    return documented + others


def run(command, environment):
    """Returns the function's reply, which the SAM CLI prints last."""
    done = subprocess.run(
        command, cwd=local_server.PROJECT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=120)
    lines = done.stdout.strip().splitlines()
    try:
        return json.loads(lines[-1]), done.stderr
    except (IndexError, json.JSONDecodeError):
        return {}, f"{done.stdout}\n{done.stderr}"


def check(line, environment, sam, env_file, more):
    words = [str(env_file) if word == ENVIRONMENT else word for word in shlex.split(line)]
    answer, output = run([str(sam), *words[1:], *more], environment)
    expected = EXPECTED[words[words.index("-e") + 1]]
    holds = all(key in answer and value in (..., answer[key]) for key, value in expected.items())
    print(f"{'ok     ' if holds else 'FAILED '} {line}")
    if not holds:
        print(f"        the reply is {json.dumps(answer)[:1000]}\n{output[-3000:]}")
    return holds


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sam", type=pathlib.Path, required=True, help="the SAM CLI")
    arguments.add_argument("--java", type=pathlib.Path, required=True, help="home of a JDK 25")
    arguments.add_argument("--emulator", type=pathlib.Path, required=True, help="aws-lambda-rie")
    arguments.add_argument("--runtime-client", type=pathlib.Path, required=True, help="folder of its jars")
    given = arguments.parse_args()

    lines = commands()
    start = shlex.split(find(lines, local_server.START_COMMAND, "-DdynamoHost=")[0])
    port = str(local_server.free_port())
    options = [word.replace(PRINTED_PORT, port) for word in start if word.startswith("-Ddynamo")]
    try:
        with (docker_engine.engine() as environment, local_server.running(*options) as address,
              tempfile.NamedTemporaryFile("w", suffix=".json") as env_file):
            env_file.write((local_server.PROJECT / ENVIRONMENT).read_text().replace(f":{PRINTED_PORT}", f":{port}"))
            env_file.flush()
            # The server replies as soon as the demo project is in the store.
            urllib.request.urlopen(f"{address}/v1/openapi.yaml", timeout=60).close()
            more = []
            if not lambda_image.can_be_pulled(environment):
                print(f"{lambda_image.IMAGE} cannot be pulled; a stand-in with JDK 25 is used instead.")
                lambda_image.make_stand_in(environment, given.java, given.emulator, given.runtime_client)
                more = ["--skip-pull-image"]
            results = [check(line, environment, given.sam, env_file.name, more) for line in invocations(lines)]
    except docker_engine.NoDocker as reason:
        print(f"SKIPPED: {reason}.")
        return
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
