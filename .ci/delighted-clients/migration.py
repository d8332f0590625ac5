"""Runs the script of docs/from-delighted.md, as printed there, on files like the replies of Delighted's API.

The server and its key come from SEVEN_EIGHT_ADDRESS and SEVEN_EIGHT_KEY.
"""

import contextlib
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

ADDRESS, KEY = os.environ["SEVEN_EIGHT_ADDRESS"], os.environ["SEVEN_EIGHT_KEY"]
DOCUMENT = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "from-delighted.md"
PRINTED = 'API, KEY = "http://localhost:3000/v1", "demo-key"'

PEOPLE = [
    {"id": "101", "email": "jo@example.com", "name": "Jo", "created_at": 1500000000, "last_sent_at": 1600000000},
    {"id": "102", "phone_number": "+14155551212", "email": None, "name": None},
    {"id": "103", "email": "gone@example.com"},
    {"id": "104", "email": "no address", "name": "Bad"},
    {"id": "105", "email": "long@example.com", "name": "x" * 300},
]
UNSUBSCRIBES = [
    {"person_id": "103", "email": "gone@example.com", "name": None, "unsubscribed_at": 1600000500},
    {"person_id": "102", "email": None, "name": None, "unsubscribed_at": 1600000500},
]
BOUNCES = [{"person_id": "101", "email": "jo@example.com", "name": "Jo", "bounced_at": 1600000600}]
NPS = {"survey_type": "nps", "comment": None, "tags": [], "notes": [], "additional_answers": [], "person_properties": None,
       "permalink": "https://example.com/r", "updated_at": 1600001000, "created_at": 1600001000}
RESPONSES = [
    {**NPS, "id": "1", "person": "101", "score": 10, "comment": "Fine.", "person_properties": {"plan": "pro"}},
    {**NPS, "id": "2", "person": "102", "score": 7, "tags": ["seen"]},
    {**NPS, "id": "3", "person": {"id": "103", "email": "gone@example.com"}, "score": 0},
    {**NPS, "id": "4", "person": None, "score": 9},
    {"id": "5", "person": "101", "score": 8, "created_at": 1600001000},
    {**NPS, "id": "6", "person": "101", "score": 5, "survey_type": "csat"},
    {**NPS, "id": "7", "person": "101", "score": 1, "survey_type": "thumbs"},
    {**NPS, "id": "8", "person": "104", "score": 2},
    {**NPS, "id": "9", "person": "999", "score": 2},
    {**NPS, "id": "10", "person": "101", "score": 11},
]


class MigrationTest(unittest.TestCase):
    maxDiff = None

    def test_brings_over_what_can_be_and_reports_the_rest(self):
        with tempfile.TemporaryDirectory() as folder, refusing_first() as address:
            files = {"people": PEOPLE, "unsubscribes": UNSUBSCRIBES, "bounces": BOUNCES, "survey_responses": RESPONSES}
            write(folder, files)
            for _ in range(2):
                status, lines = run(folder, address)
                self.assertEqual(status, 1)
                self.assertEqual(
                    [line.split(" rejected: ")[0] for line in lines if " rejected: " in line],
                    ["people: 104", "people: 105", "survey_responses: 8", "survey_responses: 9", "survey_responses: 10"])
                for line in (r"people: 104 .*\bemail: .+", r"people: 105 .*\bname: .+255.+", r"survey_responses: 9 .*\bperson: .+",
                             r"survey_responses: 10 .*\bscore: .+"):
                    self.assertTrue(any(re.fullmatch(line, one) for one in lines), f"{line} is not in {lines}")
                self.assertEqual([line for line in lines if " rejected: " not in line], [
                    "people: 3 stored", "people: 2 rejected",
                    "unsubscribes: 1 stored", "unsubscribes: 1 skipped, no e-mail address", "bounces: 1 stored",
                    "survey_responses: 2 skipped, not NPS", "survey_responses: 5 stored", "survey_responses: 3 rejected"])
                self.assertEqual(self.scores(5), score_counts(0, 7, 8, 9, 10))

            write(folder, {"people": [*PEOPLE[:3], {**PEOPLE[3], "email": "good@example.com"}],
                           "survey_responses": [*RESPONSES[:8], {**RESPONSES[9], "score": 6}]})
            status, lines = run(folder, address)
            self.assertEqual((status, lines[-3:]), (0, [
                "bounces: 1 stored", "survey_responses: 2 skipped, not NPS", "survey_responses: 7 stored"]))
            self.assertEqual(self.scores(7), score_counts(0, 2, 6, 7, 8, 9, 10))

        self.assertEqual(get("/people/101")["last_sent_at"], 1600000000)
        self.assertEqual(get("/unsubscribes")[0]["unsubscribed_at"], 1600000500)
        self.assertEqual(get("/bounces")[0]["bounced_at"], 1600000600)
        of_jo = get("/survey_responses?person_id=101")
        self.assertEqual(sorted(each["score"] for each in of_jo), [6, 8, 10])
        self.assertEqual({each["created_at"] for each in of_jo}, {1600001000})

    def test_stops_at_a_key_that_cannot_be_used(self):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, {"people": PEOPLE})
            status, lines = run(folder, ADDRESS, key="wrong")
        self.assertEqual((status, len(lines)), (1, 1))
        self.assertIn("unauthorized", lines[0])

    def scores(self, count):
        """Returns the number of responses per score, when all are counted."""
        deadline = time.monotonic() + 20
        while (metrics := get("/metrics?since=1600000000&until=1600002000"))["response_count"] != count:
            self.assertLess(time.monotonic(), deadline, metrics)
            time.sleep(0.2)
        return metrics["score_counts"]


def score_counts(*scores):
    return [scores.count(score) for score in range(11)]


def script():
    blocks = re.findall(r"^```python\n(.*?)^```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = [block for block in blocks if PRINTED in block]
    if len(found) != 1:
        sys.exit(f"{DOCUMENT} has to have one script with the line {PRINTED}")
    return found[0]


def write(folder, files):
    for name, things in files.items():
        (pathlib.Path(folder) / f"{name}.json").write_text(json.dumps(things))


def run(folder, address, key=KEY):
    """Returns the script's exit status and the lines that it prints."""
    text = script().replace(PRINTED, f'API, KEY = "{address}/v1", "{key}"')
    done = subprocess.run([sys.executable, "-"], input=text, cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()


def get(path):
    request = urllib.request.Request(f"{ADDRESS}/v1{path}", headers={"Authorization": f"Bearer {KEY}"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


@contextlib.contextmanager
def refusing_first():
    """Yields the address of a proxy that first rejects each path, and the first element of the first batch, like the API if the
    store throttles."""
    refused = set()

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path not in refused:
                refused.add(self.path)
                return self.reply(429 if len(refused) % 2 else 503, b"{}", {"Retry-After": "1"})
            request = urllib.request.Request(ADDRESS + self.path, body, {
                name: self.headers[name] for name in ("Content-Type", "Authorization")})
            try:
                with urllib.request.urlopen(request, timeout=30) as reply:
                    self.reply(reply.status, self.with_a_refusal(reply.read()), {})
            except urllib.error.HTTPError as error:
                self.reply(error.code, error.read(), {})

        def with_a_refusal(self, body):
            if not self.path.endswith("/batch") or "element" in refused:
                return body
            refused.add("element")
            return json.dumps([{"status": 503, "problem": {"code": "unavailable"}}, *json.loads(body)[1:]]).encode()

        def reply(self, status, body, headers):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


if __name__ == "__main__":
    unittest.main()
