import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { demoPerson, policiesOf, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';

describe('signing in and out', () => {
  const stage = setStage();

  test('a policyholder signs in, sees their policies, and has a session id of their own that scripts cannot read', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(stage.surety.portal);
    const before = await visitor.context.cookies(stage.surety.portal);
    await signIn(visitor, stage.surety, demoPerson('Ada'));
    await visitor.press('Policies');
    await visitor.sees('Your policies');
    assert.equal(await visitor.page.locator('.policy-card').count(), policiesOf(demoPerson('Ada')));
    const cookies = await visitor.context.cookies(stage.surety.portal);
    assert.ok(cookies.length > 0 && cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax'));
    const session = (list: typeof cookies) => list.find(({ name }) => name.includes('portal'))?.value;
    assert.notEqual(session(cookies), session(before));
  });

  test('a wrong password is answered beside its field, and the address stays', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signIn(visitor, stage.surety, { ...demoPerson('Ada'), password: 'Wrong-Password-1' });
    await visitor.sees('Invalid username or password.');
    assert.equal(await visitor.page.getByLabel('E-mail address').inputValue(), demoPerson('Ada').email);
    // The keyboard begins at what is wrong, without any script of ours; its first link leads to the field.
    assert.equal(await visitor.page.locator(':focus').getAttribute('role'), 'alert');
    await visitor.page.keyboard.press('Tab');
    await visitor.page.keyboard.press('Enter');
    assert.equal(await visitor.page.locator(':focus').getAttribute('name'), 'password');
  });

  test('a session survives a restart of everything', async () => {
    const visitor = await stage.visitor();
    await signIn(visitor, stage.surety, demoPerson('Ben'));
    await stage.surety.restart();
    await visitor.visit(`${stage.surety.portal}/policies`);
    assert.equal(await visitor.page.locator('.policy-card').count(), policiesOf(demoPerson('Ben')));
  });

  test('signing out ends the portal session and the SSO session', async () => {
    const visitor = await stage.visitor();
    await signIn(visitor, stage.surety, demoPerson('Ada'));
    await visitor.press('Sign out');
    assert.equal(new URL(visitor.page.url()).origin, stage.surety.portal);
    await visitor.visit(`${stage.surety.portal}/policies`);
    assert.ok(visitor.page.url().startsWith(stage.surety.identity), 'the SSO session must not sign in again');
    await visitor.sees('Forgot your password?');
  });

  test('identity refuses to send people to an address that is not registered after sign-out', async () => {
    const visitor = await stage.visitor();
    const logout = `${stage.surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/oauth2/v2.0/logout`;
    await visitor.visit(`${logout}?post_logout_redirect_uri=${encodeURIComponent('https://evil.example/')}`);
    assert.ok(visitor.page.url().startsWith(stage.surety.identity));
  });

  test('every claim of the ID token stands there with its meaning', async () => {
    const visitor = await stage.visitor({ width: 360 });
    await signIn(visitor, stage.surety, demoPerson('Ada'));
    await visitor.press('Identity');
    const rows = await visitor.page.locator('table.claims tbody tr').allInnerTexts();
    for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'given_name', 'emails', 'tfp']) {
      assert.ok(
        rows.some((row) => row.startsWith(name)),
        `${name} is missing`,
      );
    }
    assert.ok(
      rows.every((row) => !row.includes('does not use it')),
      'a claim has no meaning',
    );
  });

  test('anyone may test the api', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(stage.surety.portal);
    await visitor.press('System status');
    await visitor.sees(/It answered in \d+ ms/);
  });

  test('an error of the provider shows its code, the correlation id and what to do next', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(
      `${stage.surety.identity}/surety.onmicrosoft.com/B2C_1_signupsignin1/oauth2/v2.0/authorize?client_id=nobody`,
    );
    await visitor.sees(/AADB2C90018/);
    await visitor.sees(/Correlation ID/i);
  });
});
