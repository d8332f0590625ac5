"""Runs every call in the README of the official Delighted client for Python (PyPI, unchanged), and other common uses: paging, retrieve-edit-save, expand, errors.

The server and its key come from SEVEN_EIGHT_ADDRESS and SEVEN_EIGHT_KEY.
"""

import datetime
import json
import os
import time
import unittest
import urllib.request

import delighted
from delighted import errors

ADDRESS, KEY = os.environ["SEVEN_EIGHT_ADDRESS"], os.environ["SEVEN_EIGHT_KEY"]
delighted.api_key = KEY
delighted.api_base_url = f"{ADDRESS}/v1/"

RANGE = {
    "since": datetime.datetime(2014, 3, 1, tzinfo=datetime.timezone.utc),
    "until": datetime.datetime(2014, 4, 30, tzinfo=datetime.timezone.utc),
}


def post(path, body):
    """Sends requests that no client can send."""
    request = urllib.request.Request(
        f"{ADDRESS}/v1{path}", json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def make_trend(segment):
    return post("/trends", {"name": "Trend", "segment": segment})["id"]


class ReadmeTest(unittest.TestCase):
    maxDiff = None

    def eventually(self, ask, is_done):
        """Returns the reply when it is right. Lists and numbers follow changes with a delay."""
        deadline = time.monotonic() + 20
        while not is_done(reply := ask()):
            self.assertLess(time.monotonic(), deadline, f"not so within 20 s: {str(reply)[:500]}")
            time.sleep(0.2)
        return reply

    def error_of(self, kind, status, call):
        with self.assertRaises(kind) as caught:
            call()
        self.assertEqual(caught.exception.response.status_code, status)
        return json.loads(caught.exception.response.body)

    def test_people(self):
        person = delighted.Person.create(email="foo+test1@delighted.com")
        self.assertIsInstance(person.id, str)
        self.assertIsNone(person.survey_scheduled_at)
        self.assertEqual(delighted.Person.create(email="foo+test2@delighted.com", delay=60).properties, {})
        self.assertEqual(delighted.Person.create(email="foo+test3@delighted.com", send=False).properties, {})
        full = delighted.Person.create(
            email="foo+test4@delighted.com", name="Joe Bloggs", delay=30,
            properties={"customer_id": 123, "country": "USA", "question_product_name": "The London Trench"})
        self.assertEqual(
            full.properties, {"customer_id": "123", "country": "USA", "question_product_name": "The London Trench"})
        again = delighted.Person.create(email="foo+test1@delighted.com", name="James Scott", send=False)
        self.assertEqual((again.id, again.name), (person.id, "James Scott"))
        empty = delighted.Person.create(email="foo+test5@delighted.com", properties={})
        self.assertEqual(empty.properties, {})

    def test_listing_people_to_the_end(self):
        emails = {f"listed{number}@example.com" for number in range(45)}
        for email in emails:
            delighted.Person.create(email=email, send=False)
        seen = self.eventually(
            lambda: [person.email for person in delighted.Person.list().auto_paging_iter()],
            lambda listed: emails <= set(listed))
        self.assertEqual(len(seen), len(set(seen)), "somebody was listed twice")
        # As in the README: the client sends its own option as a parameter.
        people = delighted.Person.list(auto_handle_rate_limits=True)
        handled = [person.email for person in people.auto_paging_iter(auto_handle_rate_limits=True)]
        self.assertLessEqual(emails, set(handled))
        self.assertGreater(people.iteration_count, 2)

    def test_unsubscribes_and_bounces(self):
        person = delighted.Person.create(email="out@example.com", name="Out", send=False)
        self.assertEqual(delighted.Unsubscribe.create(person_email="out@example.com"), {"ok": True})
        listed = self.eventually(delighted.Unsubscribe.all, len)
        self.assertEqual([(one.person_id, one.email, one.name) for one in listed], [(person.id, "out@example.com", "Out")])
        self.assertEqual(delighted.Unsubscribe.all(page=2), [])
        post("/bounces", {"person_email": "out@example.com"})
        self.assertEqual([one.person_id for one in self.eventually(delighted.Bounce.all, len)], [person.id])
        self.assertEqual(delighted.Bounce.all(page=2), [])

    def test_deleting_people(self):
        by_id = delighted.Person.create(email="id@example.com", send=False)
        delighted.Person.create(email="email@example.com", send=False)
        delighted.Person.create(phone_number="+14155551212", send=False)
        self.assertEqual(delighted.Person.delete(id=by_id.id), {"ok": True})
        self.assertEqual(delighted.Person.delete(email="email@example.com"), {"ok": True})
        self.assertEqual(delighted.Person.delete(phone_number="+14155551212"), {"ok": True})
        self.error_of(errors.GeneralAPIError, 404, lambda: delighted.Person.delete(id=42))

    def test_deleting_pending_survey_requests(self):
        delighted.Person.create(email="pending+1@example.com", send=False)
        self.assertEqual(delighted.SurveyRequest.delete_pending(person_email="pending+1@example.com"), {"ok": True})

    def test_responses_are_made_retrieved_and_saved(self):
        person = delighted.Person.create(email="one@example.com", send=False)
        other = delighted.Person.create(email="other@example.com", send=False)
        made = delighted.SurveyResponse.create(person=person.id, score=10)
        self.assertEqual((made.person, made.score, made.survey_type, made.person_properties), (person.id, 10, "nps", {}))
        second = delighted.SurveyResponse.create(
            person=person.id, score=5, comment="Really nice.", person_properties={})
        self.assertEqual((second.comment, second.person_properties), ("Really nice.", {}))

        response = delighted.SurveyResponse.retrieve(made.id)
        response.score = 9
        self.assertEqual(response.save().score, 9)
        response.person_properties = {"segment": "Online"}
        self.assertEqual(response.save().person_properties, {"segment": "Online"})
        response.person = other.id
        saved = response.save()
        self.assertEqual((saved.person, saved.score, saved.person_properties), (other.id, 9, {"segment": "Online"}))

        expanded = delighted.SurveyResponse.retrieve(made.id, expand=["person"])
        self.assertIsInstance(expanded.person, delighted.Person)
        self.assertEqual(expanded.person.email, "other@example.com")
        expanded.score = 8
        expanded.save()
        self.assertEqual(delighted.SurveyResponse.retrieve(made.id).score, 8)

    def test_responses_are_listed(self):
        person = delighted.Person.create(email="lists@example.com", name="Lists", send=False)
        for score in (0, 7, 10):
            delighted.SurveyResponse.create(person=person.id, score=score, person_properties={"team": "lists"})
        trend = make_trend({"team": "lists"})
        of_trend = self.eventually(lambda: delighted.SurveyResponse.all(trend=trend), lambda listed: len(listed) == 3)
        self.assertEqual([response.score for response in of_trend], [0, 7, 10])
        newest = delighted.SurveyResponse.all(trend=trend, order="desc", per_page=1, page=2)
        self.assertEqual([response.score for response in newest], [7])
        expanded = delighted.SurveyResponse.all(trend=trend, expand=["person"])
        self.assertEqual({response.person.name for response in expanded}, {"Lists"})
        self.assertGreaterEqual(len(delighted.SurveyResponse.all()), 3)
        self.assertEqual(delighted.SurveyResponse.all(page=9), [])
        self.assertEqual(delighted.SurveyResponse.all(page=5, per_page=100, **RANGE), [])

    def test_metrics(self):
        person = delighted.Person.create(email="metrics@example.com", send=False)
        for score in (9, 10, 8, 3):
            delighted.SurveyResponse.create(person=person.id, score=score, person_properties={"team": "metrics"})
        trend = make_trend({"team": "metrics"})
        metrics = self.eventually(
            lambda: delighted.Metrics.retrieve(trend=trend), lambda reply: reply.response_count == 4)
        self.assertEqual((metrics.nps, metrics.promoter_percent, metrics.passive_count, metrics.detractor_count), (25, 50, 1, 1))
        self.assertGreaterEqual(delighted.Metrics.retrieve().response_count, 4)
        self.assertEqual(delighted.Metrics.retrieve(**RANGE).response_count, 0)

    def test_autopilot_is_off(self):
        for platform in ("email", "sms"):
            configuration = delighted.AutopilotConfiguration.retrieve(platform)
            self.assertEqual((configuration.platform_id, configuration.active), (platform, False))
        for_email, for_sms = delighted.AutopilotMembership.forEmail(), delighted.AutopilotMembership.forSms()
        for memberships in (for_email, for_sms):
            listed = memberships.list(auto_handle_rate_limits=True)
            self.assertEqual(list(listed.auto_paging_iter(auto_handle_rate_limits=True)), [])
        for call in (
            lambda: for_email.create(person_email="test@example.com"),
            lambda: for_sms.create(person_phone_number="+14155551212", properties={"customer_id": 123}),
            lambda: for_sms.delete(person_id=42),
            lambda: for_email.delete(person_email="test@example.com"),
            lambda: for_sms.delete(person_phone_number="+14155551212"),
        ):
            problem = self.error_of(errors.GeneralAPIError, 501, call)
            self.assertEqual(problem["code"], "not_implemented")

    def test_errors_by_their_type(self):
        stranger = delighted.Client(api_key="wrong", api_base_url=f"{ADDRESS}/v1/")
        self.error_of(errors.AuthenticationError, 401, lambda: delighted.Metrics.retrieve(client=stranger))
        problem = self.error_of(
            errors.ResourceValidationError, 422, lambda: delighted.SurveyResponse.create(person="nobody", score=10))
        self.assertEqual(problem["errors"][0]["field"], "person")
        self.error_of(errors.ResourceValidationError, 422, lambda: delighted.Person.create(email="no address"))
        self.error_of(errors.GeneralAPIError, 404, lambda: delighted.SurveyResponse.retrieve("nothing"))


if __name__ == "__main__":
    unittest.main()
