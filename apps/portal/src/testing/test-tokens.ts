import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

const TENANT_ID = '7c0ffee0-0000-4000-8000-000000000001';
export const AUTHORITY = 'https://localhost:3443';
export const ISSUER = `${AUTHORITY}/${TENANT_ID}/v2.0/`;
const FLOWS = ['B2C_1_signupsignin1', 'B2C_1_signupsignin1_mfa', 'B2C_1_profileediting1', 'B2C_1_passwordreset1'];

/** Ways in which a test makes the provider answer wrongly. */
export type Tampering = {
  claims?: (claims: JWTPayload) => JWTPayload;
  signature?: 'other-key' | 'none' | 'shared-secret';
  tokenStatus?: number;
  /** What the token endpoint says of the client instead of an answer. */
  tokenError?: string;
  accessTokenSeconds?: number;
  refusesRefresh?: boolean;
  /** How long it waits before it answers, by the end of the path; `Infinity`: for ever. */
  slow?: { at: string; delayMs: number };
  /** What stands in its metadata instead. */
  metadata?: object;
};

export type Person = { sub: string; name: string; emails: string[]; city?: string; extension_Roles?: string };

export const ADA: Person = { sub: 'ada-0001', name: 'Ada Lovelace', emails: ['ada@demo.example'], city: 'London' };
export const BEN: Person = { sub: 'ben-0002', name: 'Ben Franklin', emails: ['ben@demo.example'] };

/** One of the insurer's staff: the provider says so in both tokens. */
export const STELLA: Person = {
  sub: 'stella-0003',
  name: 'Stella Demo',
  emails: ['stella@demo.example'],
  extension_Roles: 'staff',
};

/** What a code or refresh token stands for. */
export type Grant = {
  userFlow: string;
  nonce: string;
  challenge: string;
  person: Person;
  scope: string;
  redirectUri: string;
};

/** What the stand-in provider remembers, and how it is told to answer wrongly. */
export type ProviderState = {
  person: Person;
  tampering: Tampering;
  isAway: boolean;
  requests: string[];
  issued: string[];
};

/** How a logout token is made; rightly unless said. */
export type LogoutTokenForm = { signature?: Tampering['signature']; typ?: string; kid?: string };

export async function createTestTokens(
  options: { clientId: string; audience: string; now: () => Date },
  state: ProviderState,
) {
  const [first, otherKeys] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  let keys = first;
  let jwk = { ...(await exportJWK(keys.publicKey)), kid: 'test', use: 'sig' };
  let sequence = 0;

  async function sign(claims: JWTPayload): Promise<string> {
    const token = await signAs(state.tampering.signature, claims);
    state.issued.push(token);
    return token;
  }

  async function signAs(
    kind: Tampering['signature'],
    claims: JWTPayload,
    header: { typ?: string; kid?: string } = { typ: 'JWT' },
  ): Promise<string> {
    if (kind === 'none') return new UnsecuredJWT(claims).encode();
    if (kind === 'shared-secret')
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'test' })
        .sign(new TextEncoder().encode(JSON.stringify(jwk)));
    const { privateKey } = kind === 'other-key' ? otherKeys : keys;
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: jwk.kid, ...header }).sign(privateKey);
  }

  async function tokensFor(grant: Grant): Promise<{ refresh_token: string; [member: string]: unknown }> {
    const now = Math.floor(options.now().getTime() / 1000);
    const { tampering } = state;
    const seconds = tampering.accessTokenSeconds ?? 3600;
    const canonical = FLOWS.find((flow) => flow.toLowerCase() === grant.userFlow.toLowerCase()) ?? grant.userFlow;
    const common = { iss: ISSUER, iat: now, nbf: now, exp: now + seconds, nonce: grant.nonce, tfp: canonical };
    const idClaims = { ...common, aud: options.clientId, auth_time: now, ver: '1.0', ...grant.person };
    const idToken = await sign(tampering.claims ? tampering.claims(idClaims) : idClaims);
    const { extension_Roles } = grant.person;
    const accessClaims = { ...common, aud: options.audience, scp: 'Accounts.Read Accounts.Write', extension_Roles };
    sequence += 1;
    const accessToken = await sign({ ...accessClaims, sub: grant.person.sub, jti: String(sequence) });
    const refreshToken = `refresh-${sequence}-${canonical}`;
    state.issued.push(refreshToken);
    const uid = `${grant.person.sub}-${canonical.toLowerCase()}`;
    return {
      access_token: accessToken,
      id_token: idToken,
      token_type: 'Bearer',
      not_before: now,
      expires_in: seconds,
      scope: grant.scope,
      refresh_token: refreshToken,
      refresh_token_expires_in: 1_209_600,
      client_info: Buffer.from(JSON.stringify({ uid, utid: TENANT_ID })).toString('base64url'),
    };
  }

  return {
    published: () => jwk,
    /** A logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
    logoutToken: (claims: JWTPayload, { signature, ...header }: LogoutTokenForm = { typ: 'logout+jwt' }) =>
      signAs(signature, claims, header),
    tokensFor,
    /** Another key signs from now on; the former one is not published any more. */
    async rotate(): Promise<void> {
      keys = await generateKeyPair('RS256');
      jwk = { ...(await exportJWK(keys.publicKey)), kid: `test-${Math.random()}`, use: 'sig' };
    },
  };
}
