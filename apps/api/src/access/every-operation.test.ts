import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Operation, operations } from '@surety/api-contract';
import { ADA, BEN, type Stage, setStage } from '../testing/stage.ts';

const POLICY = 'SUR-100001';
const STAFF = { extension_Roles: 'staff' };
const MORE_THAN_A_BODY_MAY_HOLD = 'x'.repeat(70 * 1024);

const all = Object.entries(operations as Record<string, Operation>);
const guarded = all.filter(([, { requirement }]) => requirement !== undefined);
const withRole = guarded.filter(([, { requirement }]) => requirement?.role !== undefined);
const withBody = all.filter(([, { body }]) => body !== undefined);
const withPlace = guarded.filter(([, { path }]) => path.includes('{'));

/** Every operation of the contract refuses what it must; one that is added is tried without anybody thinking of it. */
describe('every operation', () => {
  let stage: Stage;
  let drafted: string;
  before(async () => {
    stage = await setStage();
    for (const person of [ADA, BEN]) await stage.register(person);
    drafted = (await stage.draft(ADA, POLICY)).id;
  });
  after(() => stage.strike());

  type Sent = Parameters<Stage['call']>[2];
  const ask = ({ method, path, ifMatch }: Operation, place: string, sent: Sent) =>
    stage.call(method, path.replace(/\{\w+\}/, place), {
      ...sent,
      headers: { ...(ifMatch ? { 'if-match': '"1"' } : {}), ...sent?.headers },
    });
  const codeOf = (body: unknown) => (body as { code: string }).code;

  for (const [name, operation] of guarded) {
    test(`${name} refuses whoever brings no token, and a token without its scope`, async () => {
      const bare = await ask(operation, POLICY, {});
      assert.equal(bare.status, 401);
      assert.match(String(bare.headers['www-authenticate']), /^Bearer/);
      const token = await stage.tokenOf(ADA, { ...STAFF, scp: 'Accounts.Other' });
      const refused = await ask(operation, POLICY, { token });
      assert.equal(refused.status, 403);
      assert.match(String(refused.headers['www-authenticate']), /insufficient_scope/);
    });
  }

  for (const [name, operation] of withRole) {
    test(`${name} refuses a policyholder, who has both scopes and no role`, async () => {
      assert.equal((await ask(operation, drafted, { token: await stage.tokenOf(ADA) })).status, 403);
    });
  }

  for (const [name, operation] of withPlace) {
    test(`${name} knows neither what is not there nor what is somebody else's`, async () => {
      const body = operation.body === undefined ? undefined : bodyFor(name);
      const places = operation.requirement?.role
        ? ['nothing']
        : ['nothing', operation.path.includes('{number}') ? POLICY : drafted];
      for (const place of places) {
        const token = await stage.tokenOf(BEN, operation.requirement?.role ? STAFF : {});
        const { status, body: problem } = await ask(operation, place, { token, body });
        assert.equal(status, 404, `${place}: ${JSON.stringify(problem)}`);
      }
    });
  }

  for (const [name, operation] of withBody) {
    test(`${name} refuses what is no JSON, what has unknown members, and what is too large`, async () => {
      const token = await stage.tokenOf(ADA, STAFF);
      const headers = { 'content-type': 'application/json' };
      const broken = await ask(operation, POLICY, { token, headers, body: '{"a":' });
      assert.equal(broken.status, 400, JSON.stringify(broken.body));
      const unknown = await ask(operation, POLICY, { token, body: { whatNobodyKnows: true } });
      assert.equal(unknown.status, 400, JSON.stringify(unknown.body));
      const large = await ask(operation, POLICY, { token, body: { text: MORE_THAN_A_BODY_MAY_HOLD } });
      assert.equal(large.status, 413);
      assert.ok(codeOf(large.body));
    });
  }

  test('are all in this table, but for the public one', () => {
    const links = all.filter(([, { authorizedBy }]) => authorizedBy === 'link');
    assert.equal(guarded.length + links.length + 1, all.length);
    assert.ok(withRole.length > 2 && withBody.length > 4 && withPlace.length > 8);
  });
});

/** A body that the contract takes, so that what is refused is the place. */
function bodyFor(name: string): unknown {
  if (name === 'draftEndorsement') {
    const person = { kind: 'person', name: 'Eve Demo', relationship: 'friend', bornOn: '1990-01-02' };
    return { beneficiaries: [{ class: 'primary', allocation: 10_000, ...person }] };
  }
  return { verdict: 'decline', reason: 'Something that is not so.' };
}
