#!/usr/bin/env python3
"""Sends the README's requests, exactly as printed there, to the server that its first command starts, and compares the
replies with the printed ones.

The requests are those of the introduction and of the section "Try it". A request without a printed reply prepares the
others, so it is sent first. The introduction prints excerpts: the reply may have more members than are printed.

Ids and times differ from run to run, so only their form is compared. Everything else must be equal.

Fails if the server, once built, needs 15 s or longer from its start to its first reply, three times in a row. Other work
on the machine can only make a start slower, so the fastest start counts.
"""

import json
import re
import subprocess
import sys
import time
from typing import NamedTuple, Optional

import local_server

SECTION = "Try it"
PRINTED_ADDRESS = "http://localhost:3000"

FIRST_REPLY_WITHIN = 15
STARTS = 3
# A response is counted about a second after its reply, but the machine may be busy.
COUNTED_WITHIN = 60
# An import works for 20 s per request, and may need several requests on a busy machine.
MOST_IMPORT_REQUESTS = 5

ULID = "[0-9a-z]{26}"
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# Members that differ from run to run, and their form. Numbers are Unix seconds.
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


class Exchange(NamedTuple):
    """A printed command, and its printed reply if there is one."""

    command: str
    reply: Optional[dict]
    is_excerpt: bool


def blocks_in(text):
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def exchanges_in(text, is_excerpt):
    blocks = [block for block in blocks_in(text) if block[0] in ("sh", "json")]
    for number, (kind, command) in enumerate(blocks):
        if kind == "sh" and "curl " in command:
            following_kind, following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
            yield Exchange(command, json.loads(following) if following_kind == "json" else None, is_excerpt)


def printed_exchanges():
    """The README's requests: first those without a printed reply, then the others."""
    readme = (local_server.PROJECT / "README.md").read_text(encoding="utf-8")
    introduction = readme.split("\n## ")[0]
    section = re.search(rf"^## {SECTION}\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    if not section:
        sys.exit(f"README.md has no section {SECTION!r}.")
    shell = [text for kind, text in blocks_in(introduction) if kind == "sh"]
    if not any(local_server.START_COMMAND in text for text in shell):
        sys.exit(f"README.md does not start the server with {local_server.START_COMMAND!r}.")
    excerpts = list(exchanges_in(introduction, is_excerpt=True))
    exchanges = excerpts + list(exchanges_in(section.group(1), is_excerpt=False))
    if not excerpts or sum(exchange.reply is not None for exchange in exchanges) < 3:
        sys.exit("README.md must show an excerpt from a report, a score and a new response, each with its reply.")
    return sorted(exchanges, key=lambda exchange: exchange.reply is not None)


def differences(printed, got, is_excerpt, place="reply"):
    """Returns where two replies differ, except in members that differ from run to run."""
    if isinstance(printed, dict) and isinstance(got, dict):
        names = [name for name in got if name in printed] if is_excerpt else list(got)
        if is_excerpt and set(names) != set(printed) or not is_excerpt and list(printed) != names:
            return [f"{place} has the members {list(got)}, printed are {list(printed)}"]
        found = []
        for name, value in printed.items():
            if name in FORM_OF and value is not None:
                for shown in (value, got[name]):
                    if type(shown) is not type(value) or not re.fullmatch(FORM_OF[name], str(shown)):
                        found.append(f"{place}.{name} is {shown!r}, which does not look like {FORM_OF[name]}")
            else:
                found += differences(value, got[name], is_excerpt, f"{place}.{name}")
        return found
    if isinstance(printed, list) and isinstance(got, list) and len(printed) == len(got):
        return [each for number, pair in enumerate(zip(printed, got))
                for each in differences(*pair, is_excerpt, f"{place}[{number}]")]
    if type(printed) is not type(got) or printed != got:
        return [f"{place} is {got!r}, printed is {printed!r}"]
    return []


def run(command, address):
    """Returns the reply to a printed command, with the printed address in it again."""
    silent = command.replace(PRINTED_ADDRESS, address).replace("curl ", "curl -sS --max-time 60 ", 1)
    done = subprocess.run(["bash", "-c", silent], cwd=local_server.PROJECT, capture_output=True, text=True, timeout=90)
    if done.returncode != 0:
        return None, done.stderr.strip()
    try:
        return json.loads(done.stdout.replace(address, PRINTED_ADDRESS)), ""
    except json.JSONDecodeError:
        return None, f"no JSON: {done.stdout[:500]}"


def prepare(command, address):
    """Sends an import until it is complete. Importing a file again changes nothing."""
    for _ in range(MOST_IMPORT_REQUESTS):
        got, failure = run(command, address)
        if got and got.get("complete") and not got.get("refused"):
            return []
    return [f"the import was not complete after {MOST_IMPORT_REQUESTS} requests: {got or failure}"]


def check(exchange, address, deadline):
    """Sends a command until its reply is the printed one. A command that changes something is sent once."""
    while True:
        got, failure = run(exchange.command, address)
        wrong = [failure] if got is None else differences(exchange.reply, got, exchange.is_excerpt)
        if not wrong:
            return []
        changes_something = " -d " in exchange.command or " -X " in exchange.command
        if changes_something or time.monotonic() > deadline:
            return wrong
        time.sleep(0.2)


def try_out(exchanges):
    """Starts the server, sends the requests, stops the server. Returns what was wrong, and the time to the first reply."""
    began = time.monotonic()
    failures = []
    with local_server.running() as address:
        local_server.request(address, "/v1/metrics")
        first_reply_after = time.monotonic() - began
        for number, exchange in enumerate(exchanges, start=1):
            sent = time.monotonic()
            wrong = (prepare(exchange.command, address) if exchange.reply is None
                     else check(exchange, address, sent + COUNTED_WITHIN))
            print(f"{'FAILED' if wrong else 'ok    '}  request {number} of the README, {time.monotonic() - sent:.1f} s")
            failures += wrong
    return failures, first_reply_after


def main():
    exchanges = printed_exchanges()
    local_server.build()
    for _ in range(STARTS):
        failures, first_reply_after = try_out(exchanges)
        print(f"        from the start of the server to its first reply {first_reply_after:.1f} s")
        if failures or first_reply_after < FIRST_REPLY_WITHIN:
            break
    else:
        failures = [f"the first reply did not come within {FIRST_REPLY_WITHIN} s, in {STARTS} starts"]
    for failure in failures:
        print(f"        {failure}", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
