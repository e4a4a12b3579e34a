import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { AUTHORITY, startExternalId, TENANT } from '../../apps/portal/src/testing/external-id.ts';
import { EXTERNAL_CODE } from '../../apps/portal/src/testing/external-id-pages.ts';
import { ADA_OF_EXTERNAL_ID } from '../../apps/portal/src/testing/external-id-people.ts';
import { draftChild } from './stage/beneficiaries.ts';
import { setBrowser } from './stage/set-stage.ts';
import { type Surety, startSurety } from './stage/surety.ts';
import type { Visitor } from './stage/visitor.ts';

const CLIENT = { clientId: 'b0100000-0000-4000-8000-00000000000b', clientSecret: 'secret-of-the-portal' };
const API_ID = 'a9100000-0000-4000-8000-00000000000a';

/**
 * Chromium holds a form back whose answer leads, by whatever redirects, to an origin that the page's `form-action` does not
 * name; a provider may lead people through an origin of somebody else, such as a social provider's. Links are not held back.
 */
describe('a provider that leads people through another origin', () => {
  const { visitor: aVisitor } = setBrowser();
  let surety: Surety;
  let provider: Awaited<ReturnType<typeof startExternalId>>;
  let otherOrigin = '';
  const other = createServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://other.invalid').searchParams.get('to') ?? '';
    response.writeHead(302, { location: to }).end();
  });
  before(async () => {
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    otherOrigin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const standIn = { now: () => new Date(), pagesFor: [ADA_OF_EXTERNAL_ID], leadsThrough: otherOrigin };
    provider = await startExternalId({ ...CLIENT, ...standIn });
    surety = await startSurety({
      PROVIDER_KIND: 'external-id',
      AUTHORITY_ORIGIN: AUTHORITY,
      PROVIDER_BACK_CHANNEL: provider.origin,
      TENANT_ID: TENANT,
      PORTAL_CLIENT_ID: CLIENT.clientId,
      PORTAL_CLIENT_SECRET: CLIENT.clientSecret,
      API_CLIENT_ID: API_ID,
      API_APP_ID_URI: `api://${API_ID}`,
      AUTHENTICATION_CONTEXTS: 'c1',
      ACCEPT_UNBOUND_PROOF: 'true',
      ACCEPT_TOKEN_TIME_AS_PROOF_TIME: 'true',
      SESSION_SECRET: 'a-secret-for-all-restarts',
    });
  });
  after(async () => {
    await surety.stop();
    provider.close();
    other.close();
  });

  async function atTheirDraft(): Promise<Visitor> {
    const visitor = await aVisitor();
    await visitor.visit(surety.portal);
    await visitor.press('Sign in');
    await visitor.fill('Address', ADA_OF_EXTERNAL_ID.email);
    await visitor.press('Go on');
    await draftChild(visitor, /life/i, 'Eve Demo');
    return visitor;
  }

  test('loses the second factor at the browser, unless the settings name that origin', async () => {
    const visitor = await atTheirDraft();
    const heldBack = visitor.page.waitForEvent('console', (message) => /form-action/.test(message.text()));
    await visitor.page.getByRole('button', { name: 'Confirm this change' }).click({ noWaitAfter: true });
    assert.match((await heldBack).text(), /has been blocked/);
    assert.ok(visitor.page.url().startsWith(surety.portal));

    await surety.restart({ FURTHER_SIGN_IN_ORIGINS: otherOrigin });
    await visitor.page.reload();
    await visitor.press('Confirm this change');
    await visitor.fill('Address', ADA_OF_EXTERNAL_ID.email);
    await visitor.fill('Code', EXTERNAL_CODE);
    await visitor.press('Go on');
    await visitor.sees('Your beneficiaries are changed');
    await visitor.press('Sign out');
  });
});
