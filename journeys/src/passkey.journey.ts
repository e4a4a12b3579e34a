import { describe, test } from 'node:test';
import { readCode } from './stage/inbox.ts';
import { demoPerson, signIn } from './stage/people.ts';
import { setStage } from './stage/set-stage.ts';
import type { Visitor } from './stage/visitor.ts';

describe('passkeys', () => {
  const stage = setStage();

  /** A visitor whose device holds passkeys and verifies its person: Chromium's own virtual authenticator. */
  async function withDevice(): Promise<Visitor> {
    const visitor = await stage.visitor({ width: 360, script: true });
    const devtools = await visitor.context.newCDPSession(visitor.page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return visitor;
  }

  test('one is set up among security and data, and signs in by itself from then on', async () => {
    const visitor = await withDevice();
    const dev = demoPerson('Dev');
    await signIn(visitor, stage.surety, dev);
    await visitor.press('Account');
    await visitor.press('Security and data');
    await visitor.press(/^A code by e-mail/);
    await visitor.fill('Verification code', await readCode(visitor, stage.surety, dev.email));
    await visitor.press('Verify code');
    await visitor.press('Add');
    await visitor.fill('Name of this passkey', 'My telephone');
    await visitor.press('Set up the passkey');
    await visitor.sees('Keep your recovery codes');
    await visitor.press('I have kept them');
    await visitor.sees('My telephone');
    await visitor.press('Done');

    await visitor.press('Sign out');
    await visitor.visit(stage.surety.portal);
    await visitor.press('Sign in');
    await visitor.press('Sign in with a passkey');
    await visitor.press('Use your passkey');
    await visitor.sees(/Dev/);
  });
});
