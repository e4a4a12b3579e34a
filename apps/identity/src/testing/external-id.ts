import { createPublicKey, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactEncrypt, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { AUTHENTICATION_EVENTS_APPLICATION } from '../password-migration/caller.ts';

/** Application of the custom authentication extension. */
export const EXTENSION = 'cccccccc-0000-4000-8000-000000000001';

export type ExternalId = {
  issuer: string;
  audience: string;
  /** A bearer token as its event service has it; `changes` make it another. */
  token(now: Date, changes?: JWTPayload): Promise<string>;
  /** The body that it posts when a person typed a password. */
  callout(key: KeyObject, claims: Record<string, string>, options?: CalloutOptions): Promise<object>;
  isDown: boolean;
  close(): Promise<void>;
};

type CalloutOptions = { zip?: boolean; isBare?: boolean; mail?: string; alg?: string };

/** An External ID tenant, as far as it calls a custom authentication extension: its metadata, its keys, its requests. */
export async function startExternalId(): Promise<ExternalId> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'microsoft', use: 'sig' }];
  const server = createServer((request, response) => {
    if (externalId.isDown) return void response.writeHead(503).end();
    const { issuer } = externalId;
    response.end(JSON.stringify(request.url === '/keys' ? { keys } : { issuer, jwks_uri: `${origin}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const externalId: ExternalId = {
    issuer: `${origin}/11111111-2222-4333-8444-000000000009/v2.0`,
    audience: EXTENSION,
    isDown: false,
    token(now, changes = {}) {
      const seconds = Math.floor(now.getTime() / 1000);
      const times = { iat: seconds, nbf: seconds, exp: seconds + 3600 };
      const claims = { iss: externalId.issuer, aud: EXTENSION, azp: AUTHENTICATION_EVENTS_APPLICATION, ver: '2.0' };
      return new SignJWT({ ...claims, ...times, ...changes })
        .setProtectedHeader({ alg: 'RS256', kid: 'microsoft', typ: 'JWT' })
        .sign(privateKey);
    },
    async callout(key, claims, { zip = true, isBare = false, mail = '', alg = 'RSA-OAEP' } = {}) {
      const inner = isBare ? JSON.stringify(claims) : new UnsecuredJWT(claims).encode();
      const encryptedPasswordContext = await new CompactEncrypt(new TextEncoder().encode(inner))
        .setProtectedHeader({ alg, enc: 'A128CBC-HS256', typ: 'JWT', ...(zip && { zip: 'DEF' }) })
        .encrypt(createPublicKey(key));
      return calloutBody(encryptedPasswordContext, mail);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return externalId;
}

function calloutBody(encryptedPasswordContext: string, mail: string): object {
  return {
    type: 'microsoft.graph.authenticationEvent.passwordSubmit',
    source: `/tenants/11111111-2222-4333-8444-000000000009/applications/${EXTENSION}`,
    data: {
      '@odata.type': 'microsoft.graph.onPasswordSubmitCalloutData',
      tenantId: '11111111-2222-4333-8444-000000000009',
      encryptedPasswordContext,
      authenticationContext: {
        correlationId: randomUUID(),
        client: { ip: '192.0.2.1', locale: 'en-us', market: 'en-us' },
        protocol: 'OAUTH2.0',
        user: { id: randomUUID(), mail: mail || null, userType: 'Member' },
      },
    },
  };
}
