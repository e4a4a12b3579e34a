import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { refusal, TOKEN, type Trouble } from './testing/graph-stand-in.ts';
import { openTerminal, type Terminal } from './testing/terminal.ts';

let terminal: Terminal;
let graph: Terminal['graph'];
const run = (kind: string, ...words: string[]) => terminal.run(kind, ...words);
const all = (path: string) => terminal.all(path);

beforeEach(async () => {
  terminal = await openTerminal('AAD B2C');
  graph = terminal.graph;
});
afterEach(() => terminal.close());

/** Trouble at the first such request, and none after. */
function once(method: string, path: RegExp, answer: ReturnType<Trouble>): Trouble {
  let isOver = false;
  return (seen) => {
    if (isOver || seen.method !== method || !path.test(seen.path)) return undefined;
    isOver = true;
    return answer;
  };
}

describe('when Graph refuses', () => {
  test('403: names the permission and the role that are missing', async () => {
    graph.trouble = (seen) =>
      seen.path === '/v1.0/oauth2PermissionGrants' && seen.method === 'POST'
        ? refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
        : undefined;
    await assert.rejects(
      run('b2c', '--apply'),
      /admin consent of the portal.*DelegatedPermissionGrant\.ReadWrite\.All.*Cloud Application Administrator.*run the same command again/s,
    );
  });

  test('broken off in the middle: the next run completes it, and nothing is made twice', async () => {
    graph.trouble = once('POST', /b2cUserFlows$/, refusal(500, 'InternalServerError', 'Something went wrong.'));
    await assert.rejects(run('b2c', '--apply'), /user flow B2C_1_signupsignin1/);
    assert.equal(all('/v1.0/applications').length, 2);
    assert.match(await run('b2c', '--apply'), /9 to create, 0 to change, 7 there/);
    assert.equal(all('/v1.0/applications').length, 2);
    assert.match(await run('b2c'), /0 to create, 0 to change, 16 there/);
    await run('b2c', '--undo', '--apply');
    assert.deepEqual(all('/v1.0/applications'), [], 'what both runs made is taken back');
  });

  test('429: waits as long as Retry-After says, and repeats', async () => {
    graph.trouble = once(
      'POST',
      /servicePrincipals/,
      refusal(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '17' }),
    );
    await run('b2c', '--apply');
    assert.deepEqual(terminal.waits, [17]);
    assert.equal(all('/v1.0/servicePrincipals').length, 3);
  });

  test('an expired sign-in is renewed once; one that stays refused is said', async () => {
    terminal.tokens = ['expired', TOKEN];
    assert.match(await run('b2c'), /16 to create/);
    terminal.tokens = ['expired', 'expired as well'];
    await assert.rejects(run('b2c'), /no longer accepted: sign in again/);
  });

  test('409: says what may have the name, and how to get around it', async () => {
    graph.trouble = once(
      'PATCH',
      /applications/,
      refusal(409, 'ObjectConflict', 'Another object has the same identifierUris.'),
    );
    await assert.rejects(run('b2c', '--apply'), /application ID URI.*deleted application keeps its own for 30 days/s);
  });

  test('what was just made may not be known everywhere yet: a moment, and again', async () => {
    graph.trouble = once('POST', /servicePrincipals/, refusal(404, 'Request_ResourceNotFound', 'Not yet.'));
    await run('b2c', '--apply');
    assert.deepEqual(terminal.waits, [2]);
  });

  test('two applications with the tag are not chosen between', async () => {
    await run('b2c', '--apply');
    const applications = all('/v1.0/applications');
    applications.push({ ...applications[0], id: 'another', appId: 'another-app' });
    await assert.rejects(run('b2c'), /Several applications carry the tag surety-setup:surety:api/);
  });

  test('an undo that Graph refuses keeps the rest on its list, and goes on the next time', async () => {
    await run('b2c', '--apply');
    graph.trouble = once('DELETE', /servicePrincipals/, refusal(403, 'Authorization_RequestDenied', 'No.'));
    await assert.rejects(run('b2c', '--undo', '--apply'), /removing service principal of the portal/);
    await run('b2c', '--undo', '--apply');
    assert.deepEqual(all('/v1.0/applications'), []);
  });

  test('Graph out of reach is a sentence that says to run again', async () => {
    await graph.close();
    await assert.rejects(run('b2c'), /did not answer\. What is done stays: run the same command again/);
    graph.close = async () => {};
  });
});
