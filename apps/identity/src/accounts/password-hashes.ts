import { scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify } from '@node-rs/argon2';

const scrypt = promisify<string, Buffer, number, object, Buffer>(scryptCallback);

/** Hashes of other systems that can be checked, by how they begin. Argon2 and scrypt are in PHC form, bcrypt in its own. */
const SCHEMES = {
  argon2: /^\$argon2(?:id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$[\w+/]{11,}\$[\w+/]{22,}$/,
  scrypt: /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,2})\$([\w+/]{11,})\$([\w+/]{22,})$/,
  bcrypt: /^\$2[aby]\$(\d{2})\$[./\w]{53}$/,
} as const;

type Scheme = keyof typeof SCHEMES;

/** What one sign-in may cost: beyond it a file of hashes would stop the server. */
const MOST = { mebibytes: 256, passes: 16, lanes: 16, bcryptCost: 14 } as const;

/** What an account without a password holds in place of a hash. Its person chooses one by "Forgot your password?". */
export const NO_PASSWORD = '';

/** Why a hash cannot be taken over, in a sentence; `undefined` when it can. */
export function findHashFault(passwordHash: string): string | undefined {
  const scheme = schemeOf(passwordHash);
  if (!scheme)
    return 'is no hash that can be checked here: argon2id, argon2i, argon2d or scrypt in PHC form, or bcrypt';
  const [, ...numbers] = (SCHEMES[scheme].exec(passwordHash) ?? []).map(Number);
  const [first = 0, second = 0, third = 0] = numbers;
  const isAffordable = {
    argon2: first <= MOST.mebibytes * 1024 && first >= 8 * third && second >= 1 && second <= MOST.passes && third >= 1,
    scrypt: first >= 1 && second >= 1 && third >= 1 && scryptBytes(first, second) <= MOST.mebibytes * 1024 * 1024,
    bcrypt: first >= 4 && first <= MOST.bcryptCost,
  }[scheme];
  return isAffordable && third <= MOST.lanes ? undefined : 'asks for more work or memory than a sign-in may take';
}

/** Whether a password, in any of these spellings, belongs to a hash. What is no known hash belongs to nobody. */
export async function verifyHash(passwordHash: string, spellings: readonly string[]): Promise<boolean> {
  const scheme = schemeOf(passwordHash);
  if (!scheme) return false;
  for (const password of new Set(spellings)) if (await VERIFIERS[scheme](passwordHash, password)) return true;
  return false;
}

const VERIFIERS: Record<Scheme, (passwordHash: string, password: string) => Promise<boolean>> = {
  argon2: verify,
  // Loaded at need: only accounts that came from elsewhere have such hashes.
  bcrypt: async (passwordHash, password) => (await import('@node-rs/bcrypt')).verify(password, passwordHash),
  scrypt: verifyScrypt,
};

async function verifyScrypt(passwordHash: string, password: string): Promise<boolean> {
  const [, ln, r, p, salt = '', digest = ''] = SCHEMES.scrypt.exec(passwordHash) ?? [];
  const expected = Buffer.from(digest, 'base64');
  const cost = { N: 2 ** Number(ln), r: Number(r), p: Number(p), maxmem: 2 * scryptBytes(Number(ln), Number(r)) };
  const actual = await scrypt(password, Buffer.from(salt, 'base64'), expected.length, cost);
  return timingSafeEqual(actual, expected);
}

function scryptBytes(ln: number, r: number): number {
  return 128 * 2 ** ln * r + 1024 * 1024;
}

function schemeOf(passwordHash: string): Scheme | undefined {
  return (Object.keys(SCHEMES) as Scheme[]).find((scheme) => SCHEMES[scheme].test(passwordHash));
}
