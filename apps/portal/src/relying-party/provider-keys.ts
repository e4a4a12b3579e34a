import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

/** How far the provider's clock may differ from ours. */
export const CLOCK_TOLERANCE_SECONDS = 60;

/** Signature algorithms that are taken where a provider says nothing else. */
export const USUAL_ALGORITHMS: readonly string[] = ['RS256'];

/**
 * The published keys of a provider by their address, read at need and kept.
 * @param options.pauseMs how long after a reading an unknown key does not cause the next one, in milliseconds.
 */
export function createProviderKeys(options: {
  fetch: typeof globalThis.fetch;
  pauseMs: number;
}): (url: string) => JWTVerifyGetKey {
  const keySets = new Map<string, JWTVerifyGetKey>();
  return (url) => {
    const known =
      keySets.get(url) ??
      createRemoteJWKSet(new URL(url), { [customFetch]: options.fetch, cooldownDuration: options.pauseMs });
    keySets.set(url, known);
    return known;
  };
}

/** Why a token is not to be trusted, by jose's code; `undefined` when its keys could not be read, which says nothing about it. */
export function faultOf(error: unknown): string | undefined {
  if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) return undefined;
  return error.code === 'ERR_JOSE_GENERIC' ? undefined : error.code;
}
