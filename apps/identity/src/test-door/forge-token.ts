import { generateKeyPairSync } from 'node:crypto';
import { parseEmailAddress, Refusal } from '@surety/web';
import { decodeJwt } from 'jose';
import type { AccountRepository } from '../accounts/account-repository.ts';
import { parseScopes } from '../authorize/scopes.ts';
import { newGrant } from '../grants/issue-code.ts';
import type { ProtocolServices } from '../services.ts';
import { findApplication, findUserFlow } from '../tenant/find.ts';
import { issuerOf } from '../tokens/issuer.ts';
import { encodeJson, signToken } from '../tokens/sign.ts';
import type { SigningKey } from '../tokens/signing-keys.ts';
import { accessTokenClaims, idTokenClaims } from '../tokens/token-claims.ts';
import type { Forgery } from './requests.ts';

type Services = Pick<ProtocolServices, 'tenant' | 'clock' | 'issuerOrigin' | 'signingKeys'> & {
  accounts: Pick<AccountRepository, 'findByEmail'>;
};
type Claims = Record<string, unknown>;

const WRONG_ISSUER = 'https://somebody-else.example/v2.0/';
const HOUR = 3600;

/**
 * A token as the user flow would give it to this person and application, but for one fault.
 * @throws Refusal (400) naming what the tenant does not have.
 */
export async function forgeToken(services: Services, forgery: Forgery): Promise<string> {
  const claims = { ...(await rightClaims(services, forgery)), ...forgery.claims };
  const key = await services.signingKeys.current();
  switch (forgery.fault) {
    case 'wrong-signature':
      return signToken({ kid: key.kid, privateKey: anotherKey().privateKey }, claims);
    case 'unknown-key':
      return signToken(anotherKey(), claims);
    case 'alg-none':
      return `${encodeJson({ typ: 'JWT', alg: 'none' })}.${encodeJson(claims)}.`;
    default:
      return signToken(key, faulty(claims, forgery));
  }
}

function faulty(claims: Claims, { fault, claim, otherUserFlow }: Forgery): Claims {
  const { iat, nbf, exp } = claims as { iat: number; nbf: number; exp: number };
  switch (fault) {
    case 'expired':
      return { ...claims, iat: iat - exp + iat - HOUR, nbf: nbf - exp + iat - HOUR, exp: iat - HOUR };
    case 'not-yet-valid':
      return { ...claims, nbf: nbf + HOUR, exp: exp + HOUR };
    case 'wrong-issuer':
      return { ...claims, iss: WRONG_ISSUER };
    case 'wrong-audience':
      return { ...claims, aud: '00000000-0000-4000-8000-00000000dead' };
    case 'missing-claim':
      return { ...claims, [claim]: undefined };
    case 'other-user-flow':
      return { ...claims, tfp: otherUserFlow };
    default:
      return claims;
  }
}

async function rightClaims(services: Services, forgery: Forgery): Promise<Claims> {
  const { tenant, clock, issuerOrigin } = services;
  const userFlow = found(findUserFlow(tenant, forgery.userFlow), 'userFlow', forgery.userFlow);
  const application = found(findApplication(tenant, forgery.clientId), 'clientId', forgery.clientId);
  const account = found(
    await services.accounts.findByEmail(parseEmailAddress(forgery.email) ?? ''),
    'email',
    forgery.email,
  );
  const scopes = parseScopes(tenant, application, forgery.scope);
  const { nonce } = forgery;
  const progress = { step: 'done' as const, accountId: account.id, methods: ['pwd' as const] };
  const run = { userFlow, application, request: { ...scopes, ...(nonce !== undefined && { nonce }) }, progress };
  const grant = newGrant(services, run, account);
  const frame = {
    issuer: issuerOf(issuerOrigin, tenant, userFlow),
    userFlow,
    grant,
    now: Math.floor(clock().getTime() / 1000),
  };
  if (forgery.kind === 'id') return { ...idTokenClaims(frame) };
  return { ...accessTokenClaims(frame, found(scopes.resource, 'scope', forgery.scope)) };
}

function found<Thing>(thing: Thing | undefined, member: string, value: string): Thing {
  if (thing !== undefined) return thing;
  throw new Refusal({ code: 'bad-request', status: 400, message: `${member}: "${value}" is nothing that is here.` });
}

function anotherKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: 'a-key-that-nobody-publishes', privateKey };
}

/** An answer of the metadata or token endpoint whose issuer is somebody else, rightly signed where it is in tokens. */
export async function withWrongIssuer(
  { signingKeys }: Pick<ProtocolServices, 'signingKeys'>,
  body: Claims,
): Promise<Claims> {
  const changed: Claims = { ...body };
  if (typeof body.issuer === 'string') changed.issuer = WRONG_ISSUER;
  const key = await signingKeys.current();
  for (const member of ['access_token', 'id_token']) {
    const token = body[member];
    if (typeof token === 'string') changed[member] = await signToken(key, { ...decodeJwt(token), iss: WRONG_ISSUER });
  }
  return changed;
}
