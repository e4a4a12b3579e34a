import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMetrics } from '@surety/web';
import { IDENTITY_COUNTERS } from './metrics.ts';
import { addPerson, begin, PASSWORD, RESET_FLOW } from './testing/a-person.ts';
import { createTestIdentity } from './testing/test-identity.ts';

test('Prometheus reads what happened: requests by route, sign-ins, locks and codes, and nothing of a person', async () => {
  const metrics = await openMetrics('identity', { host: '127.0.0.1', port: 0 }, IDENTITY_COUNTERS);
  const identity = await createTestIdentity({ metrics });
  const { email } = await addPerson(identity, { email: 'measured@demo.example' });
  const { browser, page } = await begin(identity);
  for (let tries = 1; tries <= 11; tries += 1)
    await browser.press(page, 'continue', { email: 'nobody@demo.example', password: `wrong ${tries}` });
  await browser.press(page, 'continue', { email, password: PASSWORD });
  const reset = await begin(identity, RESET_FLOW);
  await reset.browser.press(reset.page, 'continue', { email });
  await identity.app.inject('/health/ready?secret=in-an-address');
  const url = `http://127.0.0.1:${metrics.port}/metrics`;
  const text = await (await fetch(url)).text();
  const value = (series: string) => Number(text.split(`\n${series} `)[1]?.split('\n')[0]);
  assert.equal(value('surety_identity_sign_ins_total{outcome="wrong-credentials",app="identity"}'), 10);
  assert.equal(value('surety_identity_sign_ins_total{outcome="locked",app="identity"}'), 1);
  assert.equal(value('surety_identity_sign_ins_total{outcome="signed-in",app="identity"}'), 1);
  assert.equal(value('surety_identity_lockouts_total{app="identity"}'), 1);
  assert.equal(value('surety_identity_codes_sent_total{purpose="reset",result="sent",app="identity"}'), 1);
  const steps = 'route="/:tenant/:userFlow/journey/:journeyId/:step"';
  assert.equal(value(`http_request_duration_seconds_count{app="identity",method="POST",${steps},status="422"}`), 11);
  assert.ok(text.includes('nodejs_eventloop_lag'));
  for (const secret of ['demo.example', 'contoso', 'B2C_1', 'in-an-address', identity.account.id])
    assert.ok(!text.includes(secret), secret);
  assert.equal((await fetch(url.replace('/metrics', '/'))).status, 404);
  assert.equal((await fetch(url, { method: 'POST' })).status, 404);
  await identity.close();
  await metrics.close();
});

test('without a port nothing is counted and nothing is shown', async () => {
  const metrics = await openMetrics('identity', { host: '127.0.0.1' }, IDENTITY_COUNTERS);
  assert.equal(metrics.port, undefined);
});
