import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { TENANT_ID } from './testing/graph-stand-in.ts';
import { openTerminal, type Terminal } from './testing/terminal.ts';

let terminal: Terminal;
let graph: Terminal['graph'];
const run = (kind: string, ...words: string[]) => terminal.run(kind, ...words);
const all = (path: string) => terminal.all(path);

beforeEach(async () => {
  terminal = await openTerminal('CIAM');
  graph = terminal.graph;
});
afterEach(() => terminal.close());

const GRAPH = '00000003-0000-0000-c000-000000000000';

const claimsOf = (application: unknown) =>
  (application as { optionalClaims: { accessToken: { name: string }[] } }).optionalClaims.accessToken.map(
    ({ name }) => name,
  );

describe('setup:external-id', () => {
  test('makes registrations, user flow, authentication context and policy, and finds them again', async () => {
    assert.match(await run('external-id'), /^15 to create, 0 to change, 0 there\.$/m);
    await run('external-id', '--apply');
    const [api, portal] = all('/v1.0/applications');
    assert.deepEqual(api?.identifierUris, [`api://${api?.appId}`]);
    assert.match(JSON.stringify(portal?.web), /"logoutUrl":"https:\/\/portal\.example\/sign-out\/front-channel"/);
    assert.deepEqual(claimsOf(api), ['acrs', 'email', 'xms_edov', 'auth_time']);
    const flow = all('/v1.0/identity/authenticationEventsFlows')[0];
    const linked = all(
      `/v1.0/identity/authenticationEventsFlows/${flow?.id}/conditions/applications/includeApplications`,
    );
    assert.deepEqual(
      linked.map(({ appId }) => appId),
      [portal?.appId],
    );
    assert.match(await run('external-id', '--apply'), /0 to create, 0 to change, 15 there/);
    assert.equal(terminal.settings().AUTHORITY_ORIGIN, 'https://contoso.ciamlogin.com');
    assert.equal(terminal.settings().TENANT_ID, TENANT_ID);
    assert.deepEqual(
      api?.requiredResourceAccess,
      [{ resourceAppId: GRAPH, resourceAccess: [{ id: 'b4e74841-8e56-480b-be8b-910348b18b4c', type: 'Scope' }] }],
      'the api keeps profiles by the person’s own token, and may nothing else',
    );
    assert.equal(terminal.settings().GRAPH_PROFILE, 'true');
    assert.equal(terminal.settings().API_CLIENT_SECRET, 'the-secret-that-graph-shows-once');
    assert.deepEqual(
      all('/v1.0/oauth2PermissionGrants').map(({ scope }) => scope),
      ['openid offline_access', 'Accounts.Read Accounts.Write', 'User.ReadWrite'],
    );
    assert.equal(terminal.settings().ACCEPT_UNBOUND_PROOF, undefined, 'a weaker rule is the operator’s to choose');
  });

  test('--undo withdraws the authentication context before it deletes it', async () => {
    await run('external-id', '--apply');
    await run('external-id', '--undo', '--apply');
    const left = Object.entries(graph.collections).filter(
      ([path, items]) => items.length > 0 && path.includes('/identity/'),
    );
    assert.deepEqual(
      left.map(([path]) => path).filter((path) => !path.endsWith('userFlowAttributes')),
      [],
    );
    assert.deepEqual(all('/v1.0/applications'), []);
  });

  test('an authentication context that means something else is not taken over', async () => {
    graph.collections['/v1.0/identity/conditionalAccess/authenticationContextClassReferences'] = [
      { id: 'c1', displayName: 'Trusted device', isAvailable: true },
    ];
    await assert.rejects(run('external-id'), /c1 is taken by "Trusted device". Choose another/);
    await run('external-id', '--apply', '--authentication-context', 'c7');
    assert.equal(terminal.settings().AUTHENTICATION_CONTEXTS, 'c7');
  });
});
