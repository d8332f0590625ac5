'use strict';

// Runs every call in the README of the official Delighted client (npm, unchanged) against a running server, and other
// common uses: paging, rate limits, retrieve-edit-save, expand, errors.
// The server and its key come from SEVEN_EIGHT_ADDRESS and SEVEN_EIGHT_KEY.

const assert = require('node:assert/strict');
const http = require('node:http');
const { test } = require('node:test');

const [address, key] = [process.env.SEVEN_EIGHT_ADDRESS, process.env.SEVEN_EIGHT_KEY];
const { hostname, port } = new URL(address);

// The client calls `new Buffer`, which causes a warning of Node.
process.noDeprecation = true;

function clientWith(apiKey, overrides = {}) {
  return require('delighted')(apiKey, { host: hostname, port, scheme: 'http', base: '/v1', ...overrides });
}

const delighted = clientWith(key);

/** Repeats a call until the reply is right, because numbers and journeys follow the stream. */
async function eventually(ask, isDone) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isDone(answer)) {
      return answer;
    }
    assert.ok(Date.now() < deadline, `not so within 20 s: ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Returns the error of a call. */
async function errorOf(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  return assert.fail('no error');
}

async function post(path, body) {
  const response = await fetch(address + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
  return response.json();
}

async function inBatches(items, size, send) {
  for (let start = 0; start < items.length; start += size) {
    await send(items.slice(start, start + size));
  }
}

test('metrics of nothing', async () => {
  const metrics = await delighted.metrics.retrieve();
  assert.equal(metrics.response_count, 0);
  assert.equal(metrics.nps, null);
});

test('the README: people', async () => {
  const person = await delighted.person.create({
    email: 'jony@appleseed.com',
    name: 'Jony Appleseed',
    delay: 86400,
    properties: { plan: 'basic' },
  });
  assert.equal(typeof person.id, 'string');
  assert.equal(person.email, 'jony@appleseed.com');
  assert.equal(person.name, 'Jony Appleseed');
  assert.deepEqual(person.properties, { plan: 'basic' });
  assert.equal(person.survey_scheduled_at, null, 'nothing is sent');

  const again = await delighted.person.create({ email: 'Jony@Appleseed.com', properties: { plan: 'pro' } });
  assert.equal(again.id, person.id, 'addresses are compared without regard to case');
  assert.deepEqual(again.properties, { plan: 'pro' });

  const empty = await delighted.person.create({ email: 'empty@appleseed.com', properties: {} });
  assert.deepEqual(empty.properties, {});
});

test('the README: a response, and the numbers', async () => {
  const person = await delighted.person.create({ email: 'score@example.com', send: false });
  const response = await delighted.surveyResponse.create({ person: person.id, score: 10, person_properties: {} });
  assert.equal(response.person, person.id);
  assert.equal(response.score, 10);
  assert.equal(response.survey_type, 'nps');
  assert.deepEqual(response.person_properties, {});
  assert.deepEqual([response.notes, response.tags, response.additional_answers], [[], [], []]);

  const metrics = await eventually(() => delighted.metrics.retrieve(), (m) => m.response_count === 1);
  for (const name of [
    'nps', 'promoter_count', 'promoter_percent', 'passive_count', 'passive_percent', 'detractor_count',
    'detractor_percent', 'response_count',
  ]) {
    assert.ok(Number.isInteger(metrics[name]), `${name} is ${metrics[name]}`);
  }
  assert.equal(metrics.promoter_count, 1);
});

test('retrieve, edit, save', async () => {
  const person = await delighted.person.create({ email: 'edit@example.com', name: 'Before', properties: { plan: 'a' } });
  const read = await delighted.person.retrieve(person.id);
  read.name = 'After';
  const saved = await read.save();
  assert.equal(saved.name, 'After');
  assert.equal((await delighted.person.retrieve(person.id)).name, 'After');

  const made = await delighted.surveyResponse.create({ person: person.id, score: 3, person_properties: { plan: 'a' } });
  const response = await delighted.surveyResponse.retrieve(made.id);
  response.score = 8;
  response.comment = 'Better now.';
  const changed = await response.save();
  assert.equal(changed.score, 8);
  assert.equal(changed.comment, 'Better now.');
  assert.deepEqual(changed.person_properties, { plan: 'a' });
});

test('a comment that came late is not wiped by a copy without it', async () => {
  const person = await delighted.person.create({ email: 'late@example.com' });
  const made = await delighted.surveyResponse.create({ person: person.id, score: 7 });
  const stale = await delighted.surveyResponse.retrieve(made.id);
  assert.equal(stale.comment, null);
  const fresh = await delighted.surveyResponse.retrieve(made.id);
  fresh.comment = 'Here is why.';
  await fresh.save();
  stale.tags = ['seen'];
  await stale.save();
  const after = await delighted.surveyResponse.retrieve(made.id);
  assert.equal(after.comment, 'Here is why.');
  assert.deepEqual(after.tags, ['seen']);
});

test('expand, and saving what was expanded', async () => {
  const person = await delighted.person.create({ email: 'expand@example.com', name: 'Ex Pand' });
  const made = await delighted.surveyResponse.create({ person: person.id, score: 9 });
  const response = await delighted.surveyResponse.retrieve(made.id, { expand: ['person', 'notes'] });
  assert.equal(response.person.id, person.id);
  assert.equal(response.person.email, 'expand@example.com');
  response.score = 10;
  assert.equal((await response.save()).score, 10);

  const listed = await eventually(
    () => delighted.surveyResponse.all({ person_email: 'expand@example.com', expand: ['person'] }),
    (all) => all.length === 1,
  );
  assert.equal(listed[0].person.name, 'Ex Pand');
});

test('the README: unsubscribes and bounces', async () => {
  const done = await delighted.unsubscribe.create({ person_email: 'jony@appleseed.com' });
  assert.equal(done.ok, true);
  const all = await eventually(() => delighted.unsubscribe.all(), (list) => list.length === 1);
  assert.equal(all[0].email, 'jony@appleseed.com');
  assert.equal(all[0].name, 'Jony Appleseed');
  assert.ok(Number.isInteger(all[0].unsubscribed_at));
  assert.deepEqual(await delighted.unsubscribe.all({ page: 2 }), []);

  await post('/v1/bounces', { person_email: 'jony@appleseed.com' });
  const bounces = await eventually(() => delighted.bounce.all(), (list) => list.length === 1);
  assert.equal(bounces[0].email, 'jony@appleseed.com');
  assert.ok(Number.isInteger(bounces[0].bounced_at));
  assert.deepEqual(await delighted.bounce.all({ page: 2 }), []);
});

test('the README: pending survey requests', async () => {
  assert.deepEqual(await delighted.surveyRequest.deletePending({ person_email: 'jony@appleseed.com' }), { ok: true });
  const error = await errorOf(delighted.surveyRequest.deletePending({ person_email: 'nobody@example.com' }));
  assert.equal(error.type, 'GeneralAPIError');
});

test('the README: Autopilot is off', async () => {
  for (const platform of ['email', 'sms']) {
    const configuration = await delighted.autopilotConfiguration.retrieve(platform);
    assert.equal(configuration.platform_id, platform);
    assert.equal(configuration.active, false);
  }
  for (const memberships of [delighted.autopilotMembership.forEmail(), delighted.autopilotMembership.forSms()]) {
    await memberships.list().autoPagingEach(() => assert.fail('nobody is in it'), { auto_handle_rate_limits: true });
  }
  const calls = [
    () => delighted.autopilotMembership.forEmail().create({ person_email: 'email@example.com' }),
    () => delighted.autopilotMembership.forSms().create({ phone_number: '+15556667777' }),
    () => delighted.autopilotMembership.forEmail().delete({ person_email: 'email@example.com' }),
    () => delighted.autopilotMembership.forSms().delete({ phone_number: '+15556667777' }),
  ];
  for (const call of calls) {
    const error = await errorOf(call());
    assert.equal(error.type, 'GeneralAPIError');
    const problem = JSON.parse(error.message);
    assert.equal(problem.status, 501);
    assert.equal(problem.code, 'not_implemented');
    assert.match(problem.detail, /survey_responses/);
  }
});

test('errors by their type', async () => {
  assert.equal((await errorOf(clientWith('wrong').metrics.retrieve())).type, 'AuthenticationError');

  const invalid = await errorOf(delighted.surveyResponse.create({ person: 'nobody', score: 10 }));
  assert.equal(invalid.type, 'ResourceValidationError');
  assert.equal(JSON.parse(invalid.message).errors[0].field, 'person');
  assert.equal((await errorOf(delighted.person.create({ email: 'no address' }))).type, 'ResourceValidationError');
  assert.equal((await errorOf(delighted.surveyResponse.retrieve('nothing'))).type, 'GeneralAPIError');
  assert.equal((await errorOf(delighted.metrics.retrieve({ groups: ['kiosk'] }))).type, 'ResourceValidationError');

  const other = await delighted.person.create({ email: 'taken@example.com' });
  assert.ok(other.id);
  const taken = await errorOf(delighted.person.create({ email: 'score@example.com', email_update: 'taken@example.com' }));
  assert.equal(taken.type, 'ResourceValidationError');
});

test('groups and trends', async () => {
  const trend = await post('/v1/trends', { name: 'Basic', segment: { plan: 'basic' } });
  await post('/v1/survey_responses', { score: 8, person_properties: { plan: 'basic' } });
  await eventually(
    () => delighted.metrics.retrieve({ trend: trend.id, groups: ['core'] }),
    (metrics) => metrics.response_count === 1 && metrics.passive_count === 1,
  );
  const responses = await delighted.surveyResponse.all({ trend: trend.id });
  assert.equal(responses.length, 1);
  assert.equal(responses[0].score, 8);
});

test('a thousand responses, page by page and by number', async () => {
  const responses = Array.from({ length: 1000 }, (_, i) => ({
    score: i % 11, created_at: 1_600_000_000 + i * 3600, person_properties: { set: 'paged' },
  }));
  await inBatches(responses, 500, (part) => post('/v1/survey_responses/batch', part));
  await eventually(
    () => delighted.metrics.retrieve({ since: 1_600_000_000, until: 1_604_000_000 }),
    (metrics) => metrics.response_count === 1000,
  );

  const times = [];
  for (let page = 1; page <= 10; page++) {
    const part = await delighted.surveyResponse.all({ page, per_page: 100, since: 1_600_000_000, until: 1_604_000_000 });
    times.push(...part.map((response) => response.created_at));
  }
  assert.deepEqual(times, responses.map((response) => response.created_at));

  const newest = await delighted.surveyResponse.all({ until: 1_604_000_000, order: 'desc', page: 2 });
  assert.deepEqual(
    newest.map((response) => response.created_at),
    responses.slice(-40, -20).map((response) => response.created_at).reverse(),
  );
  assert.deepEqual(await delighted.surveyResponse.all({ page: 11, per_page: 100, until: 1_604_000_000 }), []);
});

test('a thousand people, followed by the client', async () => {
  const emails = Array.from({ length: 1000 }, (_, i) => `person${i}@thousand.example.com`);
  await inBatches(emails, 10, (part) =>
    Promise.all(part.map((email) => delighted.person.create({ email, send: false }))));

  const seen = new Set();
  await eventually(
    async () => {
      seen.clear();
      let count = 0;
      await delighted.person.list({ per_page: 100 }).autoPagingEach((person) => {
        count++;
        seen.add(person.email);
      });
      assert.equal(seen.size, count, 'somebody was listed twice');
      return emails.filter((email) => !seen.has(email)).length;
    },
    (missing) => missing === 0,
  );

  let count = 0;
  await delighted.person.list().autoPagingEach(() => {
    count++;
    return count < 2;
  });
  assert.ok(count >= 2);
});

test('a rate limit is waited out', async () => {
  // A proxy in front of the server that rejects every second request, like the API if the store throttles.
  let requests = 0;
  const proxy = http.createServer((incoming, outgoing) => {
    requests++;
    if (requests % 2 === 1) {
      outgoing.writeHead(429, { 'retry-after': '1', 'content-type': 'application/problem+json' });
      outgoing.end(JSON.stringify({ status: 429, code: 'too_many_requests' }));
      return;
    }
    incoming.pipe(
      http.request(
        { hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.pipe(outgoing);
        },
      ),
    );
  });
  await new Promise((resolve) => proxy.listen(0, resolve));
  try {
    const limited = clientWith(key, { port: proxy.address().port });
    const error = await errorOf(limited.metrics.retrieve());
    assert.equal(error.type, 'TooManyRequestsError');
    assert.equal(error.retryAfter, 1);
    requests = 0;
    let count = 0;
    await limited.person.list({ per_page: 100 }).autoPagingEach(() => {
      count++;
      return count < 100;
    });
    assert.ok(count >= 100);
  } finally {
    proxy.close();
  }
});

test('the README: deleting a person', async () => {
  const byEmail = await delighted.person.create({ email: 'delete@example.com', send: false });
  await delighted.surveyResponse.create({ person: byEmail.id, score: 1, comment: 'forget me' });
  assert.deepEqual(await delighted.person.delete({ email: 'delete@example.com' }), { ok: true });
  await eventually(
    () => delighted.surveyResponse.all({ person_id: byEmail.id }),
    (list) => list.length === 0,
  );
  assert.equal((await errorOf(delighted.person.retrieve(byEmail.id))).type, 'GeneralAPIError');

  await delighted.person.create({ phone_number: '+14155551212', send: false });
  assert.deepEqual(await delighted.person.delete({ phone_number: '+14155551212' }), { ok: true });

  const byId = await delighted.person.create({ email: 'id@example.com', send: false });
  assert.deepEqual(await delighted.person.delete({ id: byId.id }), { ok: true });
  assert.equal((await errorOf(delighted.person.delete({ email: 'id@example.com' }))).type, 'GeneralAPIError');
});
