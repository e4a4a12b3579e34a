import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startIdentity } from './stage/identity.ts';
import { demoPerson } from './stage/people.ts';
import { setBrowser } from './stage/set-stage.ts';

describe('the pages for developers', () => {
  let identity: Awaited<ReturnType<typeof startIdentity>>;
  const stage = setBrowser();
  before(async () => {
    identity = await startIdentity({});
  });
  after(() => identity.stop());

  test('a user flow runs from the start page without script, and its tokens are shown', async () => {
    const visitor = await stage.visitor({ width: 360 });
    const ada = demoPerson('Ada');
    await visitor.visit(identity.origin);
    await visitor.press(/^Run now/);
    await visitor.fill('E-mail address', ada.email);
    await visitor.fill('Password', ada.password);
    await visitor.press('Sign in');
    // Without script a form post waits for its button.
    await visitor.press('Continue');
    await visitor.sees('What the application gets');
    await visitor.sees('signed by this server');
    const root = 'document.documentElement';
    const overflow = await visitor.page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
    assert.ok(overflow <= 0, `the page is wider than a telephone by ${overflow}`);
    assert.ok(!visitor.page.url().includes('token'));
    await visitor.press('Start page');
    await visitor.press(/^Configuration/);
    await visitor.sees('Microsoft.Identity.Web');
  });

  test('a message is found without script, and appears by itself with it', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(`${identity.origin}/inbox`);
    await visitor.sees('No mail yet');
    const other = await stage.visitor({ width: 360, script: true });
    await other.visit(`${identity.origin}/inbox`);
    await visitor.visit(identity.origin);
    await visitor.press(/^Run now/);
    await visitor.press('Sign up now');
    await visitor.fill('E-mail address', 'new@demo.example');
    await visitor.press('Send verification code');
    await other.sees(/is your verification code/);
    await other.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await other.page.getByRole('button', { name: 'Copy' }).click();
    await other.sees('Copied');
    const [code = ''] = /\d{6}/.exec(await other.page.locator('.mail-code').innerText()) ?? [];
    assert.equal(await other.page.evaluate('navigator.clipboard.readText()'), code);
    await visitor.visit(`${identity.origin}/inbox?q=NEW@demo`);
    await visitor.press(/is your verification code/);
    await visitor.sees('It works for ten minutes');
    await visitor.press('Delete');
    await visitor.sees('No mail yet');
  });
});
