import { createTrustedIssuers, ProviderUnavailable } from '@surety/oauth';
import { type Clock, Refusal } from '@surety/web';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { PasswordMigrationConfig } from './settings.ts';

/** Microsoft's application that calls custom authentication extensions, the same in every tenant. */
export const AUTHENTICATION_EVENTS_APPLICATION = '99045fe1-7639-4a75-9d4a-577b6ca3810f';

const CLOCK_TOLERANCE_SECONDS = 60;
const LONGEST_HEADER = 8 * 1024;
const KEYS_AWAY = new Set<string>([errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code]);

/** Judges who asks, by the `Authorization` header. */
export type CallerCheck = {
  /**
   * @returns until when the same header would be accepted.
   * @throws Refusal 401 unless External ID's own application asks on behalf of the extension's; 503 while the tenant's
   * keys cannot be read.
   */
  check(authorization: string | undefined): Promise<{ acceptedUntil: Date }>;
};

/** Trusts tokens of one tenant for one application, and of these only those that Microsoft's event service obtained. */
export function createCallerCheck(options: Pick<PasswordMigrationConfig, 'issuer' | 'audience'> & { clock: Clock }) {
  const { issuer, audience, clock } = options;
  const metadataUrl = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const issuers = createTrustedIssuers({ metadataUrls: [metadataUrl], backChannels: new Map() });
  const caller: CallerCheck = {
    async check(authorization) {
      const [, token] = /^Bearer ([\w.-]+)$/i.exec((authorization ?? '').slice(0, LONGEST_HEADER)) ?? [];
      if (token === undefined) throw refused('there is no bearer token');
      const keys = await issuers.keysOf(issuer).catch((error: unknown) => {
        throw error instanceof ProviderUnavailable ? unavailable(error) : error;
      });
      if (!keys) throw unavailable(new Error('its metadata names another issuer'));
      const { azp, appid, exp = 0 } = await verified(token, keys, { issuer, audience, currentDate: clock() });
      // Version 2 tokens name their client in azp, those of version 1 in appid.
      if ((azp ?? appid) !== AUTHENTICATION_EVENTS_APPLICATION) throw refused('another application asks');
      return { acceptedUntil: new Date((exp + CLOCK_TOLERANCE_SECONDS) * 1000) };
    },
  };
  return caller;
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  expected: { issuer: string; audience: string; currentDate: Date },
): Promise<JWTPayload> {
  try {
    const options = { algorithms: ['RS256'], requiredClaims: ['exp'], clockTolerance: CLOCK_TOLERANCE_SECONDS };
    return (await jwtVerify(token, keys, { ...expected, ...options })).payload;
  } catch (error) {
    // What jose refuses by a name of its own is the token's fault; else the keys did not arrive.
    const isOfToken = error instanceof errors.JOSEError && !KEYS_AWAY.has(error.code);
    throw isOfToken ? refused(error.code) : unavailable(error);
  }
}

function refused(detail: string): Refusal {
  return new Refusal({
    code: 'caller-refused',
    status: 401,
    message: 'Send the bearer token that External ID obtains for the custom authentication extension.',
    detail,
  });
}

function unavailable(cause: unknown): Refusal {
  return new Refusal({
    code: 'issuer-unavailable',
    status: 503,
    message: 'The keys of the External ID tenant cannot be read at this moment. Try again.',
    detail: (cause as Error).message,
    cause,
  });
}
