import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { API_COUNTERS } from '../../../apps/api/src/metrics.ts';
import { IDENTITY_COUNTERS } from '../../../apps/identity/src/metrics.ts';
import { PORTAL_COUNTERS } from '../../../apps/portal/src/metrics.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const namesIn = (text: string) => new Set([...text.matchAll(/\bsurety_[a-z_]+/g)].map(([name]) => name));

/** Counters of the three apps, and the gauges that the api names where it shows them. */
const known = new Set([
  ...[API_COUNTERS, IDENTITY_COUNTERS, PORTAL_COUNTERS].flatMap((counters) =>
    Object.values(counters).map(({ name }) => name),
  ),
  ...namesIn(read('apps/api/src/app.ts')),
]);

test('the dashboard, the alerts and the guide name figures that exist, and the dashboard shows all of them', () => {
  assert.ok(known.size >= 8);
  for (const path of ['deploy/grafana/surety.json', 'deploy/prometheus/alerts.yaml', 'docs/operations.md'])
    assert.deepEqual(
      [...namesIn(read(path))].filter((name) => !known.has(name)),
      [],
      path,
    );
  const shown = namesIn(read('deploy/grafana/surety.json'));
  assert.deepEqual(
    [...known].filter((name) => !shown.has(name)),
    [],
  );
});

test('the dashboard is one that Grafana can read', () => {
  const { panels, uid } = JSON.parse(read('deploy/grafana/surety.json')) as {
    uid: string;
    panels: { id: number; targets: { expr: string }[] }[];
  };
  assert.equal(uid, 'surety');
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
  for (const { targets } of panels) for (const { expr } of targets) assert.ok(expr.length > 5);
});
