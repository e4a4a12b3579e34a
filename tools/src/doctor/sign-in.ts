import { hash, randomBytes } from 'node:crypto';
import { SCOPES } from '@surety/api-contract';
import {
  type BearerChallenge,
  judgeProof,
  type ProofRule,
  TokenRefused,
  type VerifiedAccessToken,
} from '@surety/oauth';
import { Refusal } from '@surety/web';
import { createProvider } from '../../../apps/api/src/access/provider.ts';
import { createRelyingParty } from '../../../apps/portal/src/relying-party/create-relying-party.ts';
import type { Redeemed, RelyingParty, Target } from '../../../apps/portal/src/relying-party/relying-party.ts';
import { doubtful, type Finding, failed, passed } from './finding.ts';
import { lookAtProfile } from './look-at-profile.ts';
import type { Patient } from './patient.ts';

/** Shows an address to a person and answers where their browser ended. */
export type Ask = (purpose: string, url: string) => Promise<string>;

const TIME_FOR_A_PERSON_SECONDS = 600;

/** Signs in with a person by the portal's own code, and looks at the tokens as the api would. */
export async function signInAndLook(patient: Patient, ask: Ask): Promise<Finding[]> {
  const relyingParty = createRelyingParty(patient.portal, patient.clock);
  const { verifier, profile, profileDirectory } = createProvider(patient.api.provider, patient.clock);
  try {
    const ordinary = await visit(relyingParty, ask, { purpose: 'Sign in', target: relyingParty.signInTarget });
    const token = await verifier.verify(ordinary.accessToken);
    const findings = [
      passed('ID token', `verified, of ${ordinary.issuer}`),
      ...lookAt(ordinary, token),
      ...(await lookAtProfile(profileDirectory, { bearer: ordinary.accessToken, subject: token.subject })),
    ];
    const target = relyingParty.stepUpTarget(challengeFor(profile.proof));
    if (target === undefined)
      return [...findings, failed('step-up', 'the settings name no way to it', 'Check the settings of the api.')];
    const draftedAt = patient.clock();
    const challenge = randomBytes(32).toString('base64url');
    const proven = await visit(relyingParty, ask, { purpose: 'Prove a second factor', target, nonce: challenge });
    const { evidence } = await verifier.verify(proven.accessToken);
    const asked = { challenge, draftedAt, transaction: { title: '', lines: [] } };
    const verdict = judgeProof(profile.proof, evidence, asked, patient.clock());
    return [
      ...findings,
      samePerson(ordinary, proven),
      nonceOf(evidence.nonce, challenge),
      verdictOn(verdict, evidence.classes),
    ];
  } catch (error) {
    return [whyNot(error)];
  }
}

function challengeFor(rule: ProofRule): BearerChallenge {
  const [value] = rule.acceptedClasses;
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value } } });
  return { acrValues: rule.acceptedClasses, maxAgeSeconds: 0, claims };
}

async function visit(
  relyingParty: RelyingParty,
  ask: Ask,
  {
    purpose,
    target,
    nonce = randomBytes(32).toString('base64url'),
  }: { purpose: string; target: Target; nonce?: string },
): Promise<Redeemed> {
  const state = randomBytes(32).toString('base64url');
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = hash('sha256', codeVerifier, 'base64url');
  const url = await relyingParty.authorizationUrl({ target, state, nonce, codeChallenge });
  const parameters = new URL(await ask(purpose, url)).searchParams;
  const [code, iss] = [parameters.get('code'), parameters.get('iss') ?? undefined];
  if (parameters.get('state') !== state || code === null)
    throw new Error(`the browser brought back no code (${parameters.get('error') ?? 'another address'})`);
  await relyingParty.assertIssuer(iss, target);
  return relyingParty.redeem({ target, response: { code, state, ...(iss ? { iss } : {}) }, nonce, codeVerifier });
}

function lookAt({ claims }: Redeemed, token: VerifiedAccessToken): Finding[] {
  const wanted = Object.keys(SCOPES);
  const lacking = wanted.filter((scope) => !token.scopes.has(scope));
  const hasName = ['name', 'given_name', 'preferred_username'].some((name) => typeof claims[name] === 'string');
  return [
    passed('access token', 'verified: signature, issuer, audience, person'),
    lacking.length === 0
      ? passed('scopes granted', wanted.join(' '))
      : failed(
          'scopes granted',
          `lacking ${lacking.join(' ')}`,
          "Grant the api's scopes to the portal; check SCOPE_CLAIM.",
        ),
    token.email === undefined
      ? doubtful(
          'verified address',
          'the access token has none',
          'Select the e-mail claim for access tokens: policies are found by it at the first sign-in. See EMAIL_CLAIM.',
        )
      : passed('verified address', 'in the access token'),
    hasName
      ? passed('name', 'in the ID token')
      : doubtful('name', 'the ID token has none', 'Select Display Name or Given Name as a claim.'),
  ];
}

function samePerson(first: Redeemed, second: Redeemed): Finding {
  const check = 'same person';
  if (first.subject === second.subject && first.issuer === second.issuer) return passed(check, 'in both tokens');
  return failed(
    check,
    'sign-in and step-up name the person differently',
    'Use one tenant and one issuer form for both, and the same account.',
  );
}

function nonceOf(nonce: string | undefined, challenge: string): Finding {
  const check = 'nonce in the access token';
  if (nonce === challenge) return passed(check, 'echoed');
  return doubtful(
    check,
    'not echoed',
    'Let the provider put it there (Keycloak: nonce mapper), or set ACCEPT_UNBOUND_PROOF=true (docs/decisions/020).',
  );
}

function verdictOn(verdict: ReturnType<typeof judgeProof>, classes: readonly string[]): Finding {
  const check = 'second factor';
  if (verdict === 'proven') return passed(check, `proven by ${classes.join(' ')}`);
  const todo = {
    'second-factor-missing':
      'Make the provider force MFA in the step-up, and name its class in STEP_UP_USER_FLOWS, AUTHENTICATION_CONTEXTS or ACR_VALUES.',
    'not-bound-to-this-change':
      'Let access tokens carry nonce and auth_time, or name the weaker rule (docs/decisions/020).',
    'too-old': `Raise MAX_AGE above ${TIME_FOR_A_PERSON_SECONDS} for slow hands, or set STEP_UP_PROMPT=login.`,
  }[verdict];
  return failed(check, `${verdict}; the token says: ${classes.join(' ') || 'nothing'}`, todo);
}

function whyNot(error: unknown): Finding {
  if (error instanceof TokenRefused)
    return failed(
      'access token',
      `${error.code}: ${error.message}`,
      error.code === 'wrong-audience'
        ? "Set API_CLIENT_ID to the audience of the provider's tokens for the api."
        : 'Check the settings of the api, and that the provider issues JWT access tokens for it.',
    );
  const detail = error instanceof Refusal ? (error.detail ?? error.message) : (error as Error).message;
  return failed('sign-in', detail, 'Mend what the lines above say, and try again.');
}
