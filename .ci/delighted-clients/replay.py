#!/usr/bin/env python3
"""Sends what a Delighted client sends, byte by byte, and checks the replies.

For clients whose packages cannot be installed here. A file has the requests that the client sends for the calls of its
README, recorded from its code:

    === head GET POST                   the header lines of these methods; {{length}} only where there is a body
    === Person.create                   a call: the request's first line, its body if it has one, and the reply
    POST /v1/people
    {"email":"jo@example.com"}
    201 {"id": "{{person}}"}

The reply has the status and the fields that matter. A {{name}} keeps a value where it first comes up, and stands for it
afterwards; {{trend}} is a trend that is made for the file, because no client can make one. {{saved CHANGES}} is a body: the
object of the last reply with these changes and without its id, as the client writes it when it saves. "by Link" follows the
links of a list to its end, as the client does. A GET is repeated for some seconds until its reply is right, because lists
and numbers follow a moment after the requests that change them.

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
# Ruby folds Base64 after so many bytes, and a folded header is not sent.
RUBY_FOLDS_AFTER = 45


class Wrong(Exception):
    """A reply, or what would be sent, is not as it should be."""


class Client:
    def __init__(self, name, address, key):
        self.name = name
        self.host = urllib.parse.urlsplit(address).netloc
        self.key = key
        self.known = {}
        self.last = {}
        self.heads = {}

    def send(self, method, target, body, key=None):
        """One request on a connection of its own: the status, the headers and the body of the reply."""
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
        """JSON as the client writes it, after it has read it into its own types."""
        if self.name == "php":
            # PHP knows no empty map, escapes slashes, and writes other letters as \\u.
            return json.dumps(without_empty_maps(value), separators=(",", ":")).replace("/", "\\/")
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    def body_of(self, text):
        saved = re.fullmatch(r"\{\{saved (.*)}}", text)
        if not saved:
            return fill(text, self.known)
        kept = {name: value for name, value in self.last.items() if name != "id"}
        return self.written({**kept, **json.loads(fill(saved.group(1), self.known))})

    def call(self, request, body, reply):
        """Sends one call of the file and raises Wrong if its reply is not the one that the file has."""
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
            # PHP's client finds the header by exactly this spelling.
            link = re.fullmatch(r'<([^<>,;]+)>; rel="next"', headers.get("Link", ""))
            if bool(link) != (page + 1 < pages):
                raise Wrong(f"page {page + 1} of {pages} has {headers}")
            target = link and link.group(1).replace(f"http://{self.host}", "")
        if len(items) != count or len(set(items)) != count:
            raise Wrong(f"{len(items)} items, {len(set(items))} of them different, instead of {count}")


def make_trend(host, key):
    """A trend that every response with the segment Online belongs to."""
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
    """Raises Wrong if the reply lacks something; keeps what the file gives a name."""
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
    """The file's parts: the title and the lines of each."""
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
