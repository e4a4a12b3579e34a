import { z } from 'zod';
import type { Metadata } from './check-metadata.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';
import { whyUnreachable } from './why-unreachable.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), use: z.string().optional() })) });

/** Whether there are public keys to verify signatures with, and no private ones. */
export async function checkKeys(patient: Patient, place: MetadataPlace, metadata: Metadata): Promise<Finding> {
  const check = `keys of ${place.label}`;
  // Behind a back channel the keys are read there, as the servers do.
  const { pathname, search } = new URL(metadata.jwks_uri);
  const url = patient.hasBackChannel ? `${new URL(place.url).origin}${pathname}${search}` : metadata.jwks_uri;
  try {
    const response = await patient.fetch(url, { signal: AbortSignal.timeout(patient.patienceMs) });
    const read = keySet.safeParse(await response.json().catch(() => undefined));
    const signing = read.success ? read.data.keys.filter(({ kty, use = 'sig' }) => use === 'sig' && kty !== 'oct') : [];
    if (signing.length === 0)
      return failed(
        check,
        'there is no public key that signs',
        'The provider must publish its signing keys at jwks_uri.',
      );
    if (signing.some((key) => 'd' in key))
      return failed(
        check,
        'a private key is published',
        'Replace this key at the provider at once: anybody can sign tokens with it.',
      );
    return passed(check, `${signing.length} that sign (${[...new Set(signing.map(({ kty }) => kty))].join(', ')})`);
  } catch (error) {
    const { says, todo } = whyUnreachable(error, patient.hostSetting);
    return failed(check, says, todo);
  }
}
