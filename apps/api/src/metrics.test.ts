import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openMetrics } from '@surety/web';
import { API_COUNTERS } from './metrics.ts';
import { ADA, setStage } from './testing/stage.ts';
import { databaseKinds } from './testing/test-databases.ts';

describe('Prometheus reads', () => {
  for (const { name, make } of databaseKinds) {
    test(`step-ups by outcome, endorsements by state and the age of the mail queue, on ${name}`, async () => {
      const metrics = await openMetrics('api', { host: '127.0.0.1', port: 0 }, API_COUNTERS);
      const stage = await setStage({ database: await make(), metrics });
      await stage.register(ADA);
      const first = await stage.draft(ADA, 'SUR-100001');
      await stage.confirm(first.id, await stage.tokenOf(ADA));
      const other = await stage.draft(ADA, 'SUR-100001');
      await stage.confirm(first.id, await stage.stepUp(ADA, { challenge: 'of-another' }));
      await stage.confirm(other.id, await stage.stepUp(ADA, other));
      stage.clock.now = new Date(stage.clock.now.getTime() + 90_000);
      const text = await (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text();
      const value = (series: string) => Number(text.split(`\n${series} `)[1]?.split('\n')[0]);
      assert.equal(value('surety_api_step_ups_total{outcome="asked",app="api"}'), 1);
      assert.equal(value('surety_api_step_ups_total{outcome="not-bound",app="api"}'), 1);
      assert.equal(value('surety_api_step_ups_total{outcome="met",app="api"}'), 1);
      assert.equal(value('surety_api_endorsements{state="effective",app="api"}'), 1);
      assert.equal(value('surety_api_notices_waiting{app="api"}'), 1);
      assert.equal(value('surety_api_oldest_notice_seconds{app="api"}'), 90);
      assert.ok(text.includes('route="/endorsements/:id/confirmation",status="401"'));
      for (const secret of ['demo.example', 'SUR-100001', first.id, 'ada']) assert.ok(!text.includes(secret), secret);
      await stage.strike();
      await metrics.close();
    });

    test(`a figure that could not be counted is back as soon as it can, on ${name}`, async () => {
      const metrics = await openMetrics('api', { host: '127.0.0.1', port: 0 }, API_COUNTERS);
      const stage = await setStage({ database: await make(), metrics });
      await stage.register(ADA);
      await stage.draft(ADA, 'SUR-100001');
      const states = async () =>
        (await (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text()).match(/surety_api_endorsements\{/g);
      const rename = (from: string, to: string) => stage.db.schema.alterTable(from).renameTo(to).execute();
      await rename('api_endorsement', 'api_endorsement_away');
      assert.equal(await states(), null);
      await rename('api_endorsement_away', 'api_endorsement');
      assert.equal((await states())?.length, 1);
      await stage.strike();
      await metrics.close();
    });
  }
});
