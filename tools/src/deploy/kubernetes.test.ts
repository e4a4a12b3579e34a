import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Namespace, Service } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BASE = join(ROOT, 'deploy/kubernetes/base');
const EXAMPLE = join(ROOT, 'deploy/kubernetes/overlays/example');
const APPS = ['portal', 'api', 'identity'];

const KINDS: Record<string, new (document: never) => { validate(): void }> = {
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
};

const read = (file: string): string => readFileSync(file, 'utf8');

function manifestsOf(folder: string): { file: string; document: { kind: string } }[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  return files.flatMap((file) =>
    parseAllDocuments(read(join(folder, file))).map((document) => ({ file, document: document.toJS() })),
  );
}

for (const folder of [BASE, EXAMPLE]) {
  for (const { file, document } of manifestsOf(folder)) {
    test(`${file}: ${document.kind} is what Kubernetes' schema says`, () => {
      const Kind = KINDS[document.kind];
      assert.ok(Kind, `${document.kind} is not known to this test`);
      new Kind(document as never).validate();
    });
  }

  test(`${folder.split('/').at(-1)}: every manifest is listed, and every listed file is there`, () => {
    const { resources } = parse(read(join(folder, 'kustomization.yaml'))) as { resources: string[] };
    const listed = resources.filter((resource) => resource.endsWith('.yaml')).sort();
    const there = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
    assert.deepEqual(there.sort(), listed);
  });
}

/** Names of the settings that a manifest gives to an app, by value or by reference. */
function settingsGiven(app: string): string[] {
  const { configMapGenerator } = parse(read(join(EXAMPLE, 'kustomization.yaml'))) as {
    configMapGenerator: { name: string; literals: string[] }[];
  };
  const literals = configMapGenerator.find(({ name }) => name === app)?.literals ?? [];
  const lines = [...read(join(BASE, `${app}.env`)).split('\n'), ...literals];
  const secrets = [...read(join(BASE, `${app}.yaml`)).matchAll(/- name: ([A-Z_]+)\n/g)].map(([, name = '']) => name);
  return [...lines.map((line) => line.split('=')[0] ?? '').filter((name) => name !== ''), ...secrets];
}

for (const app of APPS) {
  test(`${app}: gets settings that it has, and no secret by value`, () => {
    // The reference is made from the schemas of the apps, so a name that is not in it exists nowhere.
    const reference = read(join(ROOT, 'docs/settings.md'));
    const given = settingsGiven(app);
    assert.deepEqual(
      given.filter((name) => !reference.includes(`\`${name}\``)),
      [],
    );
    assert.ok(given.length > 4);
    const byValue = read(join(BASE, `${app}.env`)) + read(join(EXAMPLE, 'kustomization.yaml'));
    assert.doesNotMatch(byValue, /(SECRET|DATABASE_URL|REDIS_URL)=/);
  });
}

for (const app of APPS) {
  test(`${app}: no service of the cluster sets one of its settings, and the autoscaler alone says how many there are`, () => {
    const [deployment] = parseAllDocuments(read(join(BASE, `${app}.yaml`))).map((document) => document.toJS());
    assert.equal(deployment.kind, 'Deployment');
    assert.equal(deployment.spec.template.spec.enableServiceLinks, false);
    assert.equal(deployment.spec.replicas, undefined);
  });
}
