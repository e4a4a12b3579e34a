import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startGraph } from '../../apps/api/src/testing/graph.ts';
import { API_OF_EXTERNAL_ID, AUTHORITY, startExternalId, TENANT } from '../../apps/portal/src/testing/external-id.ts';
import { ADA_OF_EXTERNAL_ID } from '../../apps/portal/src/testing/external-id-people.ts';
import { setBrowser } from './stage/set-stage.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import type { Visitor } from './stage/visitor.ts';

const PORTAL_OF_EXTERNAL_ID = {
  clientId: 'b0100000-0000-4000-8000-00000000000b',
  clientSecret: 'secret-of-the-portal',
};
const API = { clientId: API_OF_EXTERNAL_ID, clientSecret: 'secret-of-the-api' };

/** Portal and api as they run, a real browser, and stand-ins for External ID and Microsoft Graph in the documented shapes. */
describe('the profile of somebody who signs in with External ID', () => {
  const { visitor: aVisitor } = setBrowser();
  let graph: Awaited<ReturnType<typeof startGraph>>;
  let provider: Awaited<ReturnType<typeof startExternalId>>;
  let surety: Surety;
  before(async () => {
    graph = await startGraph(API);
    graph.state.users.set('oid-ada', { displayName: 'Ada Demo', city: 'Springfield' });
    provider = await startExternalId({
      ...PORTAL_OF_EXTERNAL_ID,
      now: () => new Date(),
      pagesFor: [ADA_OF_EXTERNAL_ID],
      onBehalfOf: graph.exchange,
    });
    const settings = {
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: AUTHORITY,
      PROVIDER_BACK_CHANNEL: provider.origin,
      TENANT_ID: TENANT,
      PORTAL_CLIENT_ID: PORTAL_OF_EXTERNAL_ID.clientId,
      PORTAL_CLIENT_SECRET: PORTAL_OF_EXTERNAL_ID.clientSecret,
      API_CLIENT_ID: API.clientId,
      API_CLIENT_SECRET: API.clientSecret,
      API_APP_ID_URI: `api://${API.clientId}`,
      AUTHENTICATION_CONTEXTS: 'c1',
      GRAPH_PROFILE: 'true',
      GRAPH_ORIGIN: graph.origin,
    };
    surety = await startSurety(settings);
  });
  after(async () => {
    await surety.stop();
    provider.close();
    graph.close();
  });

  async function atTheirProfile(width: number): Promise<Visitor> {
    const visitor = await aVisitor({ width });
    await visitor.visit(surety.portal);
    await visitor.press('Sign in');
    await visitor.fill('Address', ADA_OF_EXTERNAL_ID.email);
    await visitor.press('Go on');
    await visitor.press('Account');
    await visitor.press('Edit profile');
    return visitor;
  }

  for (const width of [360, 1280])
    test(`is shown and changed at ${width} px, and what Graph does not take stands beside its field`, async () => {
      const visitor = await atTheirProfile(width);
      await visitor.sees('Your profile');
      await visitor.fill('Name to be called by', `Ada at ${width}`);
      await visitor.fill('City', '');
      await visitor.fill('Street and number', 'x'.repeat(200));
      await visitor.press('Save');
      await visitor.sees('There is a problem');
      const overflow = await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.ok(Number(overflow) <= 0, 'nothing reaches beyond the page');
      await visitor.fill('Street and number', '1 New Street');
      await visitor.press('Save');
      await visitor.sees('Your profile is saved.');
      const { displayName, city, streetAddress } = graph.state.users.get('oid-ada') ?? {};
      assert.deepEqual([displayName, city, streetAddress], [`Ada at ${width}`, null, '1 New Street']);
    });

  test('is changed by the keyboard alone', async () => {
    const visitor = await atTheirProfile(1280);
    const { keyboard } = visitor.page;
    await visitor.page.getByLabel('Name to be called by').focus();
    await keyboard.press('Control+A');
    await keyboard.type('Ada by hand');
    await Promise.all([visitor.page.waitForEvent('load'), keyboard.press('Enter')]);
    await visitor.sees('Your profile is saved.');
    assert.equal(graph.state.users.get('oid-ada')?.displayName, 'Ada by hand');
  });

  test('that the api may not reach is a page that says so; the api’s log says what is missing, and nobody’s token', async () => {
    graph.state.isConsented = false;
    const visitor = await atTheirProfile(360);
    await visitor.sees('Your profile cannot be shown right now');
    await visitor.sees(/does not let us edit profiles/);
    assert.match(surety.output(), /profile-access-missing[^\n]*AADSTS65001/);
    assert.doesNotMatch(surety.output(), /eyJ|graph-token|secret-of-the/);
    graph.state.isConsented = true;
    await visitor.press('Try again');
    await visitor.sees('Save');
  });
});
