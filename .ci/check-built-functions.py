#!/usr/bin/env python3
"""Runs the output of `sam build` like Lambda, and checks its replies to the events.

Each function is started from .aws-sam/build with Lambda's own Java runtime client on JDK 25, behind the runtime interface
emulator that is part of the SAM CLI. The tables are those of the local server, which is started with DynamoDB Local's HTTP
port open. So this fails if the package lacks a class or library, if the template has a wrong handler name, or if the code
needs something that java25 does not have.
"""

import argparse
import contextlib
import copy
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PROJECT = pathlib.Path(__file__).resolve().parent.parent
BUILD = PROJECT / ".aws-sam" / "build"
EVENTS = PROJECT / "events"

# DynamoDB Local accepts any credentials, but the functions' client needs some.
LOCAL_AWS = {
    "AWS_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_EC2_METADATA_DISABLED": "true",
}

FUNCTION_OF_PREFIX = {
    "ingest": "IngestFunction",
    "query": "QueryFunction",
    "aggregate": "AggregateFunction",
    "audit": "AuditFunction",
    "keys": "KeysFunction",
}

# The expected replies after the test of a passive below. The requests for one response name an unknown one, and the passive
# is deleted by then.
STATUS_OF_FIXTURE = {
    "ingest-autopilot": 501,
    "ingest-batch": 200,
    "ingest-bounce": 200,
    "ingest-delete": 404,
    "ingest-erase-external-id": 404,
    "ingest-erase-person": 404,
    "ingest-import": 200,
    "ingest-invalid": 422,
    "ingest-late-comment": 404,
    "ingest-no-key": 401,
    "ingest-passive": 410,
    "ingest-person": 201,
    "ingest-person-change": 404,
    "ingest-settings": 200,
    "ingest-trend": 201,
    "ingest-trend-delete": 404,
    "ingest-unsubscribe": 200,
    "ingest-withdraw": 404,
    "query-autopilot": 200,
    "query-autopilot-memberships": 200,
    "query-by-dimension": 200,
    "query-csv": 200,
    "query-dimensions": 200,
    "query-journey": 404,
    "query-metrics": 200,
    "query-openapi": 200,
    "query-series": 200,
    "query-metrics-of-segment": 200,
    "query-passives": 200,
    "query-people": 200,
    "query-person": 404,
    "query-passives-report": 200,
    "query-response": 404,
    "query-settings": 200,
    "query-transitions": 200,
    "query-unsubscribes": 200,
    "query-bounces": 200,
    "query-trends": 200,
    "query-trend": 404,
    "query-unknown-path": 404,
}


class Checks:
    """Counts passed and failed checks. Continues after a failure, so that one run shows all failures."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, holds, what, answer):
        if holds:
            self.passed += 1
            print(f"ok      {what}")
        else:
            self.failed += 1
            print(f"FAILED  {what}\n        it was {json.dumps(answer)[:2000]}")


class Process:
    """A process in its own group. Its output goes to a file that is shown if a check fails."""

    def __init__(self, name, command, environment):
        self.name = name
        self.log = tempfile.NamedTemporaryFile(prefix=f"{name}-", suffix=".log")
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait_until(self, ready, seconds):
        """Waits until `ready()` is true. Fails if the process ends before."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise SystemExit(f"{self.name} was not ready after {seconds} s:\n{self.tail()}")
            time.sleep(0.1)

    def output(self):
        return pathlib.Path(self.log.name).read_text(errors="replace").splitlines()

    def tail(self):
        return "\n".join(self.output()[-60:])

    def stop(self):
        """Asks the whole group to end, then kills it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


class BuiltFunction:
    """One function from .aws-sam/build, under the runtime interface emulator."""

    def __init__(self, name, variables, java, emulator, runtime_client):
        package = BUILD / name
        self.port = free_port()
        command = [
            str(emulator),
            "--runtime-interface-emulator-address",
            f"127.0.0.1:{self.port}",
            "--runtime-api-address",
            f"127.0.0.1:{free_port()}",
            str(java / "bin" / "java"),
            # The command of the managed runtime.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx880m",
            "--enable-native-access=ALL-UNNAMED",
            "--class-path",
            f"{runtime_client}/*:{package}:{package}/lib/*",
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler_of(name),
        ]
        environment = {
            "PATH": os.environ["PATH"],
            "AWS_LAMBDA_FUNCTION_NAME": name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            **LOCAL_AWS,
            **variables,
        }
        self.process = Process(name, command, environment)
        try:
            self.process.wait_until(lambda: is_open(self.port), seconds=10)
        except SystemExit:
            self.process.stop()
            raise

    def invoke(self, event):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/2015-03-31/functions/function/invocations",
            data=json.dumps(event).encode(),
        )
        try:
            # The nightly run may have to wait until the stream is counted.
            with urllib.request.urlopen(request, timeout=180) as response:
                return json.loads(response.read())
        except (OSError, ValueError) as failure:
            raise SystemExit(f"no answer from {self.process.name}: {failure}\n{self.process.tail()}")

    def metrics(self):
        """Returns the lines of its output from which CloudWatch would read metrics."""
        return [json.loads(line) for line in self.process.output() if line.startswith('{"_aws"')]


def handler_of(function):
    """Returns the handler's class from the template."""
    template = (BUILD / "template.yaml").read_text()
    resource = re.search(rf"^  {function}:\n((?:    .*\n|\n)+)", template, re.MULTILINE)
    handler = resource and re.search(r"^      Handler: (\S+)$", resource.group(1), re.MULTILINE)
    if not handler:
        raise SystemExit(f"the built template has no handler for {function}")
    return handler.group(1)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_open(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def fixture(name):
    return json.loads((EVENTS / f"{name}.json").read_text())


def with_key(event, key):
    """Returns the same request with another key."""
    changed = copy.deepcopy(event)
    headers = {name: value for name, value in changed["headers"].items() if name.lower() != "authorization"}
    changed["headers"] = {**headers, "authorization": f"Bearer {key}"}
    return changed


def of_response(event, response):
    """Returns the same request for another response."""
    return {**event, "rawPath": f"/v1/survey_responses/{response}"}


def body_of(answer):
    return json.loads(answer["body"]) if isinstance(answer, dict) and answer.get("body") else {}


def check_every_fixture(checks, functions):
    """Checks that each event gets its expected reply, and that no event is forgotten."""
    for path in sorted(EVENTS.glob("*-*.json")):
        prefix = path.stem.split("-")[0]
        if prefix not in FUNCTION_OF_PREFIX:
            raise SystemExit(f"events/{path.name} begins with the name of no function")
        answer = functions[prefix].invoke(json.loads(path.read_text()))
        if prefix in ("ingest", "query"):
            expected = STATUS_OF_FIXTURE.get(path.stem, "no status yet: STATUS_OF_FIXTURE in this file lacks it")
            checks.that(answer.get("statusCode") == expected, f"events/{path.name} is answered with {expected}", answer)
        elif prefix == "aggregate":
            # Within a window, Lambda rejects a reply without the window's state.
            state = isinstance(answer.get("state"), dict)
            checks.that(state, f"events/{path.name} is answered with the window's state", answer)
        elif prefix == "audit":
            fine = "errorType" not in answer and ("jobs" in answer or answer.get("code") == "not_found")
            checks.that(fine, f"events/{path.name} is answered with jobs, or that there is no such project", answer)
        else:
            fine = "errorType" not in answer and ("key" in answer or "keys" in answer)
            checks.that(fine, f"events/{path.name} is answered with keys", answer)


def check_life_of_a_passive(checks, functions):
    """Checks that a passive is created once, counted once, can be changed and deleted, and does not come back."""
    ingest, query = functions["ingest"], functions["query"]
    passive = fixture("ingest-passive")
    before = passive_count(query)

    first = ingest.invoke(passive)
    response = body_of(first).get("id")
    checks.that(first.get("statusCode") == 201, "a passive is taken", first)
    checks.that(body_of(first).get("category") == "passive", "it is called a passive", first)
    again = ingest.invoke(passive)
    same = again.get("statusCode") == 200 and body_of(again).get("id") == response
    checks.that(same, "the same request again gives the same response back", again)
    check_count(checks, query, before + 1, "the metrics count one passive more")

    late = ingest.invoke(of_response(fixture("ingest-late-comment"), response))
    checks.that(late.get("statusCode") == 200, "a late comment is taken", late)
    found = query.invoke(of_response(fixture("query-response"), response))
    said = body_of(late).get("comment")
    checks.that(said and body_of(found).get("comment") == said, "the response has the late comment", found)

    gone = ingest.invoke(of_response(fixture("ingest-delete"), response))
    checks.that(gone.get("statusCode") == 202 and body_of(gone) == {"ok": True}, "it is deleted", gone)
    check_count(checks, query, before, "the metrics count it no more")
    back = ingest.invoke(passive)
    checks.that(back.get("statusCode") == 410, "sending it again does not bring it back", back)


def check_count(checks, query, expected, what, seconds=30):
    """Waits until the stream has been counted, then compares the count."""
    deadline = time.monotonic() + seconds
    while passive_count(query) != expected and time.monotonic() < deadline:
        time.sleep(0.2)
    answer = body_of(query.invoke(fixture("query-metrics")))
    total = sum(answer.get(f"{category}_count", 0) for category in ("promoter", "passive", "detractor"))
    checks.that(answer.get("passive_count") == expected, what, answer)
    checks.that(answer.get("response_count") == total, "the counts of the categories add up", answer)


def passive_count(query):
    return body_of(query.invoke(fixture("query-metrics"))).get("passive_count", -1)


def check_metrics(checks, functions, seconds=10):
    """Checks that the aggregate function writes its metrics in a line that CloudWatch understands."""
    aggregate, event = functions["aggregate"], fixture("aggregate-insert")
    before = len(aggregate.metrics())
    aggregate.invoke(event)
    # The emulator forwards the output.
    deadline = time.monotonic() + seconds
    while len(aggregate.metrics()) == before and time.monotonic() < deadline:
        time.sleep(0.1)
    lines = aggregate.metrics()[before:]
    checks.that(len(lines) == 1, "a batch is measured in one line", lines)
    line = lines[0] if lines else {}
    directives = line.get("_aws", {}).get("CloudWatchMetrics", [{}])
    named = [(each.get("Namespace"), each.get("Dimensions")) for each in directives]
    checks.that(named == [("SevenEight", [["FunctionName"]])], "it names the metrics' namespace and dimension", line)
    checks.that(line.get("FunctionName") == "AggregateFunction", "it is the function's own", line)
    checks.that(line.get("RecordsTaken") == len(event["Records"]), "it counts the records of the batch", line)


def check_keys(checks, functions):
    """Checks that an invalid key is rejected."""
    for prefix, name in (("ingest", "ingest-passive"), ("query", "query-metrics")):
        answer = functions[prefix].invoke(with_key(fixture(name), "not-a-key"))
        refused = answer.get("statusCode") == 401 and body_of(answer).get("status") == 401
        checks.that(refused, f"{prefix} refuses a wrong key", answer)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--java", type=pathlib.Path, required=True, help="home of a JDK 25")
    arguments.add_argument("--emulator", type=pathlib.Path, required=True, help="aws-lambda-rie")
    arguments.add_argument("--runtime-client", type=pathlib.Path, required=True, help="folder of its jars")
    given = arguments.parse_args()

    http_port, dynamo_port = free_port(), free_port()
    checks = Checks()
    with contextlib.ExitStack() as running:
        local = Process(
            "local-runner",
            ["mvn", "-q", "-B", "-Plocal", f"-Dport={http_port}", f"-DdynamoPort={dynamo_port}"],
            dict(os.environ),
        )
        running.callback(local.stop)
        local.wait_until(lambda: answers(f"http://127.0.0.1:{http_port}/v1/metrics"), seconds=180)

        variables = json.loads((EVENTS / "env.json").read_text())
        functions = {}
        for prefix, name in FUNCTION_OF_PREFIX.items():
            # The environment file of `sam local invoke`, except for the endpoint of DynamoDB.
            here = {**variables[name], "AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{dynamo_port}"}
            function = BuiltFunction(name, here, given.java, given.emulator, given.runtime_client)
            running.callback(function.process.stop)
            functions[prefix] = function

        check_life_of_a_passive(checks, functions)
        check_keys(checks, functions)
        check_every_fixture(checks, functions)
        check_metrics(checks, functions)
        if checks.failed:
            for function in functions.values():
                print(f"\n--- {function.process.name}\n{function.process.tail()}")
            print(f"\n--- {local.name}\n{local.tail()}")

    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
