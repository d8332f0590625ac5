#!/usr/bin/env python3
"""Sends the README's first requests, exactly as printed there, to the server that its first command starts, and
compares the answers with those that the README shows.

Ids and times differ from run to run, so of those only the form is compared; everything else has to be equal.
Fails too when the server, once built, takes 15 s or longer from its start to its first answer, three times in a row:
whatever else the machine does can only make it slower, so the fastest start is what counts.
"""

import json
import re
import subprocess
import sys
import time

import local_server

SECTION = "Try it"
PRINTED_ADDRESS = "http://localhost:3000"

FIRST_ANSWER_WITHIN = 15
STARTS = 3
# From the answer to a response to its place in the tallies: a second or so, but the machine may be busy.
COUNTED_WITHIN = 20

ULID = "[0-9a-z]{26}"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# What differs from run to run, with its form. Numbers are Unix seconds.
FORM_OF = {
    "id": ULID,
    "person": ULID,
    "permalink": f"{re.escape(PRINTED_ADDRESS)}/v1/survey_responses/{ULID}",
    "created_at": "[0-9]{10}",
    "updated_at": "[0-9]{10}",
    "since": "[0-9]{10}",
    "until": "[0-9]{10}",
    "first_day": DAY,
    "last_day": DAY,
    "newest_response_at": "[0-9]{10}",
}


def printed_exchanges():
    """The section's commands that are followed by an answer, each with that answer."""
    readme = (local_server.PROJECT / "README.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {SECTION}\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    if not section:
        sys.exit(f"README.md has no section {SECTION!r}.")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section.group(1), re.MULTILINE | re.DOTALL)
    if not any(local_server.START_COMMAND in line for kind, text in blocks for line in text.splitlines() if kind == "sh"):
        sys.exit(f"README.md does not start the server with {local_server.START_COMMAND!r}.")
    exchanges = [
        (command, json.loads(answer))
        for (kind, command), (next_kind, answer) in zip(blocks, blocks[1:])
        if kind == "sh" and next_kind == "json"
    ]
    if len(exchanges) < 2:
        sys.exit("README.md has to show a response and what it is counted as, each with its answer.")
    return exchanges


def differences(printed, got, place="answer"):
    """Where two answers differ, but for what may differ from run to run."""
    if isinstance(printed, dict) and isinstance(got, dict):
        if list(printed) != list(got):
            return [f"{place} has the members {list(got)}, printed are {list(printed)}"]
        found = []
        for name, value in printed.items():
            if name in FORM_OF and value is not None:
                for shown in (value, got[name]):
                    if type(shown) is not type(value) or not re.fullmatch(FORM_OF[name], str(shown)):
                        found.append(f"{place}.{name} is {shown!r}, which does not look like {FORM_OF[name]}")
            else:
                found += differences(value, got[name], f"{place}.{name}")
        return found
    if type(printed) is not type(got) or printed != got:
        return [f"{place} is {got!r}, printed is {printed!r}"]
    return []


def run(command, address):
    """The answer to a printed command, with the printed address in it again."""
    silent = command.replace(PRINTED_ADDRESS, address).replace("curl ", "curl -sS --max-time 30 ", 1)
    done = subprocess.run(["bash", "-c", silent], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        return None, done.stderr.strip()
    try:
        return json.loads(done.stdout.replace(address, PRINTED_ADDRESS)), ""
    except json.JSONDecodeError:
        return None, f"no JSON: {done.stdout[:500]}"


def check(command, printed, address, deadline):
    """Sends a command until its answer is the printed one; a command that changes something is sent once."""
    while True:
        got, failure = run(command, address)
        wrong = [failure] if got is None else differences(printed, got)
        if not wrong:
            return []
        changes_something = " -d " in command or " -X " in command or " --data" in command
        if changes_something or time.monotonic() > deadline:
            return wrong
        time.sleep(0.2)


def try_out(exchanges):
    """Starts the server, sends the requests, stops it: what was wrong, and how long the first answer took from the start."""
    began = time.monotonic()
    first_answer_after = None
    failures = []
    with local_server.running() as address:
        for number, (command, printed) in enumerate(exchanges, start=1):
            sent = time.monotonic()
            wrong = check(command, printed, address, sent + COUNTED_WITHIN)
            now = time.monotonic()
            first_answer_after = first_answer_after or now - began
            print(f"{'FAILED' if wrong else 'ok    '}  request {number} of the README, {now - sent:.1f} s")
            failures += wrong
    return failures, first_answer_after


def main():
    exchanges = printed_exchanges()
    local_server.build()
    for _ in range(STARTS):
        failures, first_answer_after = try_out(exchanges)
        print(f"        from the start of the server to the first answer {first_answer_after:.1f} s")
        if failures or first_answer_after < FIRST_ANSWER_WITHIN:
            break
    else:
        failures = [f"the first answer did not come within {FIRST_ANSWER_WITHIN} s, in {STARTS} starts"]
    for failure in failures:
        print(f"        {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
