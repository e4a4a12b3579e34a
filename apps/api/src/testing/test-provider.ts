import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const AUDIENCE = '7c0ffee0-0000-4000-8000-0000000000a1';
export const ORDINARY_USER_FLOW = 'B2C_1_signupsignin1';
export const STEP_UP_USER_FLOW = 'B2C_1_signupsignin1_mfa';

/** What a token is signed with, when not with the provider's own key and header. */
export type SignedBy = { alg?: string; kid?: string; key?: CryptoKey | Uint8Array };

const keys = await generateKeyPair('RS256', { extractable: true });

/** An identity provider that signs whatever a test asks for, and publishes its keys over HTTP like a real one. */
export async function startTestProvider(issuer = 'https://login.example/tenant/v2.0/') {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'test', use: 'sig' };
  const server = createServer((request, response) => {
    const document = request.url === '/keys' ? { keys: [jwk] } : { issuer, jwks_uri: `${origin}/keys` };
    response.end(JSON.stringify(document));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const claims = { iss: issuer, aud: AUDIENCE, tfp: ORDINARY_USER_FLOW, scp: 'Accounts.Read Accounts.Write' };
  return {
    metadataUrl: `${origin}/metadata`,
    issuer,
    publicKey: keys.publicKey,
    /** An access token; `now` is when it is issued, for an hour. A member that is undefined is left out. */
    async token(now: Date, changes: JWTPayload = {}, signedBy: SignedBy = {}): Promise<string> {
      const seconds = Math.floor(now.getTime() / 1000);
      const { alg = 'RS256', kid = 'test', key = keys.privateKey } = signedBy;
      return new SignJWT({ ...claims, iat: seconds, nbf: seconds, exp: seconds + 3_600, ...changes })
        .setProtectedHeader({ alg, kid, typ: 'JWT' })
        .sign(key);
    },
    close(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
