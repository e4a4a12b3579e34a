import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createFormBrowser } from './stage/form-browser.ts';
import { startSurety } from './stage/surety.ts';

type Attribute = { key: string; value: { stringValue?: string } };
type Received = { app: string; traceId: string; spanId: string; parentSpanId?: string; name: string };

test('a whole sign-in is one trace across portal, identity and api, and holds nothing of the person', async () => {
  const spans: Received[] = [];
  let everything = '';
  const collector = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    everything += text;
    for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
      const name = resource.attributes.find(({ key }: Attribute) => key === 'service.name').value.stringValue;
      for (const span of scopeSpans[0].spans) spans.push({ ...span, app: name });
    }
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as { port: number };
  const surety = await startSurety({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  const browser = createFormBrowser();
  await browser.open(`${surety.portal}/sign-in?return_to=/policies`);
  await browser.submit({ email: 'ada@demo.example', password: 'Harbour-Lantern-29' });
  assert.match(browser.body, /SUR-100001/);
  await surety.stop();
  collector.close();
  const start = spans.find(({ app, name }) => app === 'surety-portal' && name === 'GET /sign-in');
  const journey = spans.filter(({ traceId }) => traceId === start?.traceId);
  const has = (app: string, name: RegExp) => journey.some((span) => span.app === app && name.test(span.name));
  assert.ok(has('surety-identity', /^GET .*\/authorize$/), 'the authorization request');
  assert.ok(has('surety-identity', /^POST .*journey/), 'the password');
  assert.ok(has('surety-portal', /^GET \/sign-in\/callback$/), 'the way back');
  assert.ok(has('surety-identity', /^POST .*\/token$/), 'the redemption');
  assert.ok(has('surety-api', /^PUT \/policyholder$/), 'the api');
  assert.ok(has('surety-identity', /^SELECT identity_account$/), 'a statement of identity');
  assert.ok(has('surety-api', /^SELECT api_policyholder$/), 'a statement of the api');
  const ids = new Set(journey.map(({ spanId }) => spanId));
  const redemption = journey.find(({ app, name }) => app === 'surety-identity' && name.endsWith('/token'));
  assert.ok(ids.has(redemption?.parentSpanId ?? ''), 'below the span of the portal that asked');
  const statement = journey.find(({ app, name }) => app === 'surety-api' && name.startsWith('SELECT'));
  assert.ok(ids.has(statement?.parentSpanId ?? ''), 'below the request that it was run for');
  assert.doesNotMatch(everything, /ada@|demo\.example|SUR-100001|code=|Bearer/);
});
