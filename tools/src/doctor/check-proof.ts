import { externalIdProfile, openidProfile } from '@surety/oauth';
import type { Metadata } from './check-metadata.ts';
import { doubtful, type Finding, failed, passed, unseen } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';

const SIGN_IN = 'Run npm run doctor -- --sign-in: it signs in and looks at the token.';

/** What can be seen from outside of the second factor, and what only a sign-in shows. */
export function checkProof(patient: Patient, documents: readonly [MetadataPlace, Metadata][]): Finding[] {
  const { proof } = patient.api.provider;
  const token = unseen('access token', 'audience, scopes, claims and nonce show in a token alone', SIGN_IN);
  switch (proof.kind) {
    case 'azure-ad-b2c':
      return [...stepUpFlow(patient, proof.stepUpUserFlows), token];
    case 'external-id':
      return [...weaker('External ID echoes no nonce', externalIdProfile(proof).proof.missing), token];
    case 'openid-connect': {
      const bound = openidProfile(proof).proof.binding === 'nonce';
      const offered = documents[0]?.[1].acr_values_supported;
      return [
        acrValues(proof.acrValues, offered),
        ...(bound ? [unseen('binding to the change', 'access tokens must echo the nonce', SIGN_IN)] : []),
        token,
      ];
    }
  }
}

function stepUpFlow({ portal }: Patient, stepUpUserFlows: readonly string[]): Finding[] {
  const check = 'step-up user flow';
  if (portal.provider.kind !== 'azure-ad-b2c') return [];
  const ordinary = portal.provider.userFlows.signIn.toLowerCase();
  if (stepUpUserFlows.some((name) => name.toLowerCase() === ordinary))
    return [
      failed(
        check,
        'it is the sign-in user flow itself',
        'Make a user flow of its own with MFA Always on and name it in STEP_UP_USER_FLOWS.',
      ),
    ];
  return [unseen(check, 'whether it forces MFA shows in a sign-in alone', SIGN_IN)];
}

function weaker(says: string, missing: readonly string[]): Finding[] {
  if (missing.length === 0) return [];
  return [
    failed(
      'binding to the change',
      `${says}: every change will be refused`,
      'Set ACCEPT_UNBOUND_PROOF=true if you can do without (docs/decisions/020).',
    ),
  ];
}

function acrValues(wanted: readonly string[], offered: readonly string[] | undefined): Finding {
  const check = 'acr_values';
  if (offered === undefined) return doubtful(check, 'the metadata does not say which the provider knows', SIGN_IN);
  const unknown = wanted.filter((value) => !offered.includes(value));
  if (unknown.length === 0) return passed(check, wanted.join(' '));
  return failed(
    check,
    `the provider does not offer ${unknown.join(' ')}; it offers ${offered.join(' ') || 'none'}`,
    'Set ACR_VALUES to a class that stands for a second factor there.',
  );
}
