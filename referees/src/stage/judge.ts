import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { Identity } from './identity.ts';
import { PERSON } from './person.ts';
import type { Claims, Run } from './referee.ts';
import { TENANT } from './tenant.ts';

/** One step of a run; it rejects when the program or its tokens are not as they are to be. */
export type JudgedStep = { name: string; take(): Promise<void> };

/** What every referee goes through. The API's side is judged here, as an API would: by signature and audience. */
export function stepsOf(run: Run, identity: Identity): JudgedStep[] {
  const signInFlow = run.signInFlow ?? TENANT.signIn;
  let first = '';
  return [
    { name: 'sign-in', take: async () => assertPerson(await run.signIn(), signInFlow) },
    {
      name: 'token for the API',
      take: async () => {
        first = await run.accessToken();
        await assertForApi(first, identity, signInFlow);
      },
    },
    {
      name: 'renewal',
      take: async () => {
        await nextSecond(first);
        const renewed = await run.renew();
        assert.notEqual(renewed, first, 'it is the token of before');
        await assertForApi(renewed, identity, signInFlow);
      },
    },
    { name: 'second user flow', take: async () => assertPerson(await run.editProfile(), TENANT.profile) },
    {
      name: 'sign-out',
      take: async () => {
        await run.signOut();
        assert.ok(await run.asksForPassword(), 'the next sign-in asked for no password');
      },
    },
  ];
}

function assertPerson(claims: Claims, userFlow: string): void {
  assert.deepEqual([claims.tfp, claims.emails], [userFlow, [PERSON.email]]);
}

async function assertForApi(token: string, { tlsOrigin, origin }: Identity, userFlow: string): Promise<void> {
  const keys = createRemoteJWKSet(new URL(`${origin}/${TENANT.name}/${userFlow}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(token, keys, { audience: TENANT.api.id });
  assert.equal(payload.iss?.startsWith(`${tlsOrigin}/`), true, `the issuer is ${payload.iss}`);
  assert.deepEqual([payload.scp, payload.tfp], ['read', userFlow]);
}

/** Tokens count seconds: two of one second, with the same claims, are the same token. */
async function nextSecond(token: string): Promise<void> {
  const { iat = 0 } = decodeJwt(token);
  await wait(Math.max(0, (iat + 1) * 1000 - Date.now()));
}
