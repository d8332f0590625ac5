#!/usr/bin/env python3
"""Sends the bytes that a Delighted client sends, and checks the replies.

For clients whose packages cannot be installed here. A file contains the requests that the client sends for the calls in its
README, recorded from its code:

    === head GET POST                   the header lines of these methods; {{length}} only where there is a body
    === Person.create                   a call: the request's first line, its body if it has one, and the reply
    POST /v1/people
    {"email":"jo@example.com"}
    201 {"id": "{{person}}"}

The expected reply has the status and the relevant fields. The first {{name}} stores a value, and the following ones use it.
{{trend}} is a trend that is created for the file, because no client can create one. {{saved CHANGES}} is a body: the object of
the last reply with these changes and without its id, as the client writes it when it saves. "by Link" follows the links of a
list to its end, like the client. A GET is repeated for some seconds until its reply is right, because lists and numbers
follow the requests that change them with a delay.

The server and its key come from SEVEN_EIGHT_ADDRESS and SEVEN_EIGHT_KEY.
"""

import base64
import http.client
import json
import os
import pathlib
import re
import socket
import sys
import time
import urllib.parse

RIGHT_WITHIN = 20
# Ruby folds Base64 after this number of bytes, and does not send a folded header.
RUBY_FOLDS_AFTER = 45


class Wrong(Exception):
    """A request or reply is not as expected."""


class Client:
    def __init__(self, name, address, key):
        self.name = name
        self.host = urllib.parse.urlsplit(address).netloc
        self.key = key
        self.known = {}
        self.last = {}
        self.heads = {}

    def send(self, method, target, body, key=None):
        """Sends one request on its own connection. Returns the status, the headers and the body of the reply."""
        lines = [f"{method} {target} HTTP/1.1"]
        for line in self.heads[method]:
            if "{{length}}" not in line or body:
                lines.append(fill(line, {
                    "basic": self.basic(key or self.key), "host": self.host, "length": str(len(body.encode()))}))
        request = "\r\n".join(lines) + "\r\n\r\n" + body
        host, port = self.host.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(request.encode())
            reply = http.client.HTTPResponse(connection, method=method)
            reply.begin()
            return reply.status, dict(reply.getheaders()), reply.read()

    def basic(self, key):
        credentials = f"{key}:".encode()
        if self.name == "ruby" and len(credentials) > RUBY_FOLDS_AFTER:
            raise Wrong(f"the key has {len(key)} characters; Ruby's client sends at most {RUBY_FOLDS_AFTER - 1}")
        return base64.b64encode(credentials).decode()

    def written(self, value):
        """Returns JSON as the client writes it after reading it into its own types."""
        if self.name == "php":
            # PHP has no empty map, escapes slashes, and writes other letters as \\u.
            return json.dumps(without_empty_maps(value), separators=(",", ":")).replace("/", "\\/")
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    def body_of(self, text):
        saved = re.fullmatch(r"\{\{saved (.*)}}", text)
        if not saved:
            return fill(text, self.known)
        kept = {name: value for name, value in self.last.items() if name != "id"}
        return self.written({**kept, **json.loads(fill(saved.group(1), self.known))})

    def call(self, request, body, reply):
        """Sends one call of the file. Raises Wrong if the reply differs from the file."""
        method, target, key = re.fullmatch(r"(\w+) (\S+)(?: with the key (\S+))?", request).groups()
        if "{{trend}}" in target and "trend" not in self.known:
            self.known["trend"] = make_trend(self.host, self.key)
        target, body = fill(target, self.known), self.body_of(body)
        status, expected = reply.split(" ", 1)
        by_link = re.fullmatch(r"by Link: (\d+) in (\d+) pages", expected)
        deadline = time.monotonic() + (RIGHT_WITHIN if method == "GET" else 0)
        while True:
            try:
                if by_link:
                    self.follow(target, int(by_link.group(1)), int(by_link.group(2)))
                else:
                    self.check(self.send(method, target, body, key), int(status), json.loads(expected))
                return
            except Wrong:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def check(self, reply, status, expected):
        got_status, headers, content = reply
        text = content.decode()
        if got_status != status:
            raise Wrong(f"{got_status} instead of {status}: {text[:1000]}")
        content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
        if not re.match(r"application/(problem\+)?json(;|$)", content_type):
            raise Wrong(f"no JSON: {headers}")
        got = json.loads(text)
        found = dict(self.known)
        compare(expected, got, found, "")
        self.known = found
        if isinstance(got, dict):
            self.last = got

    def follow(self, target, count, pages):
        items = []
        for page in range(pages):
            status, headers, content = self.send("GET", target, "")
            if status != 200:
                raise Wrong(f"page {page + 1} is {status}: {content.decode()[:1000]}")
            items += [item["id"] for item in json.loads(content)]
            # PHP's client needs exactly this spelling of the header.
            link = re.fullmatch(r'<([^<>,;]+)>; rel="next"', headers.get("Link", ""))
            if bool(link) != (page + 1 < pages):
                raise Wrong(f"page {page + 1} of {pages} has {headers}")
            target = link and link.group(1).replace(f"http://{self.host}", "")
        if len(items) != count or len(set(items)) != count:
            raise Wrong(f"{len(items)} items, {len(set(items))} of them different, instead of {count}")


def make_trend(host, key):
    """Creates a trend with the segment Online."""
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("POST", "/v1/trends", json.dumps({"name": "Online", "segment": {"segment": "Online"}}), {
        "Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    reply = connection.getresponse()
    text = reply.read().decode()
    if reply.status != 201:
        raise Wrong(f"a trend is {reply.status}: {text[:1000]}")
    return json.loads(text)["id"]


def fill(text, values):
    def value(match):
        if match.group(1) not in values:
            raise Wrong(f"nothing is known of {match.group()}")
        return values[match.group(1)]
    return re.sub(r"\{\{(\w+)}}", value, text)


def compare(expected, got, known, place):
    """Raises Wrong if the reply lacks a field. Stores the values that have a name in the file."""
    name = re.fullmatch(r"\{\{(\w+)}}", expected) if isinstance(expected, str) else None
    if name:
        expected = known.setdefault(name.group(1), got)
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            if key not in got:
                raise Wrong(f"{place or 'the reply'} has no {key}")
            compare(value, got[key], known, f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for number, (left, right) in enumerate(zip(expected, got)):
            compare(left, right, known, f"{place}[{number}]")
    elif expected != got or type(expected) is not type(got):
        raise Wrong(f"{place or 'the reply'} is {json.dumps(got)[:1000]} instead of {json.dumps(expected)}")


def without_empty_maps(value):
    if isinstance(value, dict):
        return {key: without_empty_maps(item) for key, item in value.items()} or []
    return [without_empty_maps(item) for item in value] if isinstance(value, list) else value


def parts_of(file):
    """Returns the file's parts, each with its title and lines."""
    text = "".join(line for line in file.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#"))
    for part in text.split("=== ")[1:]:
        title, *lines = part.strip().splitlines()
        yield title, lines


def main():
    file = pathlib.Path(sys.argv[1])
    client = Client(file.stem, os.environ["SEVEN_EIGHT_ADDRESS"], os.environ["SEVEN_EIGHT_KEY"])
    passed, failed = 0, 0
    for title, lines in parts_of(file):
        if title.startswith("head "):
            client.heads.update({method: lines for method in title.split()[1:]})
            continue
        request, *body, reply = lines
        try:
            client.call(request, "".join(body), reply)
            passed += 1
        except (Wrong, OSError) as wrong:
            failed += 1
            print(f"FAILED  {file.name}: {title}\n        {request}: {wrong}")
    print(f"{file.name}: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
