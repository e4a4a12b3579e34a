import { Refusal } from '@surety/web';
import { z } from 'zod';

const moment = z.iso.datetime({ offset: true, error: 'write a moment such as 2026-01-31T09:30:00Z' });
const fewSeconds = z.number().min(0).max(30);

export const newPerson = z.strictObject({
  email: z.string().exactOptional(),
  /** Signs in as well, in user flows that take user names. */
  userName: z.string().exactOptional(),
  password: z.string().min(1).max(256).exactOptional(),
  attributes: z.record(z.string(), z.string()).default({}),
  authenticatorApp: z.boolean().default(false),
  /** A telephone number that gets codes by text message. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'write a number such as +436600000000')
    .exactOptional(),
  isDisabled: z.boolean().default(false),
  /** Whether the password has to be changed before it signs in. */
  mustChangePassword: z.boolean().default(false),
});

/** Whose messages: a part of the address that they went to. */
export const messageFilter = z.strictObject({ to: z.string('write one part of an address').exactOptional() });

/** Base32, as an enrolled app holds it. In a body, because a secret in an address would stand in logs of others. */
export const appSecret = z.strictObject({ secret: z.string().regex(/^[A-Z2-7]{16,}$/, 'write base32') });

export const clockChange = z.union(
  [z.strictObject({ at: moment }), z.strictObject({ advanceSeconds: z.number().min(-1e9).max(1e9) })],
  'write {"at": MOMENT} or {"advanceSeconds": NUMBER}',
);

/** What may be wrong with a forged token. */
export const tokenFault = z.enum([
  'none',
  'expired',
  'not-yet-valid',
  'wrong-issuer',
  'wrong-audience',
  'wrong-signature',
  'unknown-key',
  'alg-none',
  'missing-claim',
  'other-user-flow',
]);

export const forgery = z.strictObject({
  kind: z.enum(['access', 'id']).default('access'),
  fault: tokenFault.default('none'),
  email: z.string(),
  userFlow: z.string(),
  clientId: z.string(),
  /** Scopes of one API, as an authorization request names them; needed for an access token. */
  scope: z.string().default('openid'),
  nonce: z.string().exactOptional(),
  /** With `missing-claim`: which. */
  claim: z.string().default('sub'),
  /** With `other-user-flow`: which. */
  otherUserFlow: z.string().default('B2C_1_other'),
  /** Claims in place of those that the user flow would give. */
  claims: z.record(z.string(), z.unknown()).default({}),
});

export const endpointFault = z.discriminatedUnion('fault', [
  z.strictObject({ fault: z.literal('slow'), seconds: fewSeconds }),
  z.strictObject({ fault: z.literal('error'), status: z.int().min(400).max(599) }),
  z.strictObject({ fault: z.literal('wrong-issuer') }),
  z.strictObject({ fault: z.literal('expired-key') }),
]);

export const faultOrder = z.strictObject({
  endpoint: z.enum(['metadata', 'authorize', 'token', 'logout', 'keys']),
  /** How many requests meet it; every one until it is taken away, when absent. */
  times: z.int().min(1).exactOptional(),
  is: endpointFault,
});

export type Forgery = z.output<typeof forgery>;
export type NewPerson = z.output<typeof newPerson>;
export type FaultOrder = z.output<typeof faultOrder>;

/**
 * Reads the body of a request, or its query.
 * @throws Refusal `bad-request` (400) naming every member that is wrong.
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const message = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  throw new Refusal({ code: 'bad-request', status: 400, message });
}
