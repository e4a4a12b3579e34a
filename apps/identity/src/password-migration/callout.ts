import type { KeyObject } from 'node:crypto';
import { Refusal } from '@surety/web';
import { compactDecrypt, UnsecuredJWT } from 'jose';
import { z } from 'zod';

/** A password that a person typed at External ID, and the name they typed it for. */
export type SubmittedPassword = {
  username: string;
  password: string;
  /** Goes back in the answer, which is worth something for this question only. */
  nonce: string;
  /** Names the sign-in in Microsoft's log as well. */
  correlationId?: string | undefined;
};

const LONGEST_CONTEXT = 16 * 1024;

/** What External ID posts at the event; it sends more, which nothing here depends on. */
const calloutSchema = z.object({
  type: z.literal('microsoft.graph.authenticationEvent.passwordSubmit'),
  data: z.object({
    encryptedPasswordContext: z.string().max(LONGEST_CONTEXT),
    authenticationContext: z
      .object({
        correlationId: z.guid().optional().catch(undefined),
        user: z.object({ mail: z.string().nullish() }).optional(),
      })
      .optional(),
  }),
});

const contextSchema = z.object({
  'user-password': z.string().min(1),
  nonce: z.string().min(1).max(2048),
  username: z.string().optional(),
});

/**
 * Reads the event `passwordSubmit` and decrypts its password (JWE, RFC 7516; compressed or not).
 * @throws Refusal 400, the same whether the shape is wrong, the key is another or something was changed on the way.
 */
export async function readCallout(body: unknown, key: KeyObject, now: Date): Promise<SubmittedPassword> {
  try {
    const { data } = calloutSchema.parse(body);
    const { authenticationContext: { user, correlationId } = {} } = data;
    const context = contextSchema.parse(await decrypt(data.encryptedPasswordContext, key, now));
    const username = addressOf(context.username, user?.mail ?? undefined);
    return { username, password: context['user-password'], nonce: context.nonce, correlationId };
  } catch (error) {
    // A schema's message could repeat what was sent, and a password is in it: only the kind of fault is told.
    throw unreadable((error as Error).name);
  }
}

async function decrypt(context: string, key: KeyObject, now: Date): Promise<unknown> {
  const { plaintext } = await compactDecrypt(context, key, {
    keyManagementAlgorithms: ['RSA-OAEP', 'RSA-OAEP-256'],
    contentEncryptionAlgorithms: ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'],
    maxDecompressedLength: LONGEST_CONTEXT,
  });
  const text = new TextDecoder().decode(plaintext);
  // Inside is a JWT without signature: whoever encrypted it is known by the bearer token alone.
  return text.startsWith('{') ? JSON.parse(text) : UnsecuredJWT.decode(text, { currentDate: now }).payload;
}

/** What was typed; unless that is a name which the directory gave an account itself and nobody types. */
function addressOf(username = '', mail = ''): string {
  return mail !== '' && (username === '' || username.toLowerCase().endsWith('.onmicrosoft.com')) ? mail : username;
}

function unreadable(detail: string): Refusal {
  return new Refusal({
    code: 'unreadable-callout',
    status: 400,
    message:
      'Send the event passwordSubmit, its password encrypted for the key that `npm run identity -- keys migration` prints.',
    detail,
  });
}
