import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { aPerson } from '../stage/person.ts';
import type { Referee } from '../stage/referee.ts';
import { CALLBACK, TENANT } from '../stage/tenant.ts';

/**
 * openid-client as a web application: strict discovery for the sign-in, whose issuer has to be where its metadata is,
 * and signatures of ID tokens verified.
 */
export const openidClient: Referee = {
  name: 'openid-client',
  async begin({ identity: { tlsOrigin, applications } }) {
    const discover = (metadata: string) =>
      client.discovery(new URL(`${tlsOrigin}/${metadata}`), TENANT.web.id, TENANT.web.secret, undefined, {
        execute: [client.enableNonRepudiationChecks],
      });
    const [strict, profile] = await Promise.all([
      discover(`tfp/${TENANT.id}/${TENANT.strict.toLowerCase()}/v2.0/`),
      discover(`${TENANT.name}/${TENANT.profile}/v2.0/.well-known/openid-configuration`),
    ]);
    const person = aPerson(({ origin }) => origin === applications.web);
    const ask = async (configuration: client.Configuration) => {
      const checks = {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
      };
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: applications.web + CALLBACK,
        scope: `openid offline_access ${TENANT.api.scope}`,
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
      return { checks, address: address.href };
    };
    const run = async (configuration: client.Configuration) => {
      const { checks, address } = await ask(configuration);
      const answer = await person.go(address);
      return client.authorizationCodeGrant(configuration, answer, { ...checks, idTokenExpected: true });
    };
    let tokens: Awaited<ReturnType<typeof run>> | undefined;
    return {
      signInFlow: TENANT.strict,
      async signIn() {
        tokens = await run(strict);
        return { ...tokens.claims() };
      },
      accessToken: async () => tokens?.access_token ?? '',
      renew: async () => (await client.refreshTokenGrant(strict, tokens?.refresh_token ?? '')).access_token,
      editProfile: async () => ({ ...(await run(profile)).claims() }),
      async signOut() {
        const home = `${applications.web}/`;
        const hint = { post_logout_redirect_uri: home, id_token_hint: tokens?.id_token ?? '' };
        assert.equal((await person.go(client.buildEndSessionUrl(strict, hint).href)).href, home);
      },
      asksForPassword: async () => person.isAskedForPassword((await ask(strict)).address),
      end: async () => {},
    };
  },
};
