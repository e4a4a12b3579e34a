import { z } from 'zod';
import { ProtocolError } from '../errors/protocol-error.ts';
import { showsTransactions, speaks } from '../tenant/extensions.ts';
import type { Application, UserFlow } from '../tenant/tenant.ts';
import type { AuthorizationParameters } from './parameters.ts';

/** The one type of authorization details that user flows know (RFC 9396 2). */
export const TRANSACTION_TYPE = 'urn:surety:transaction';

/** Something that an application asks a person to confirm, in words that the person reads before they do. */
export type TransactionDetail = {
  type: typeof TRANSACTION_TYPE;
  title: string;
  /** What the title means in full, a sentence or a fact each. */
  lines: readonly string[];
  /** The application's own name for it; not shown. */
  reference?: string | undefined;
};

/** Bytes of JSON: it returns inside an access token, which travels in a header. */
const MOST_BYTES = 4096;

// Line breaks, control characters and marks of text direction could make a person read another text than was sent.
const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]*$/u);

const detailsSchema = z
  .array(
    z.strictObject({
      type: z.literal(TRANSACTION_TYPE),
      title: text(120),
      lines: z.array(text(200)).max(20),
      reference: text(100).exactOptional(),
    }),
  )
  .min(1)
  .max(5);

/**
 * What shall the person confirm (RFC 9396)? Only a pushed request of an application with a secret may say so: what passes
 * through the browser could have been changed there, and a public client could be anybody. User flows without the extension do not know the parameter, as in B2C.
 * @throws ProtocolError SURETY10002 `invalid_authorization_details`
 */
export function checkAuthorizationDetails(
  { authorizationDetails }: AuthorizationParameters,
  { userFlow, application, isPushed }: { userFlow: UserFlow; application: Application; isPushed: boolean },
): readonly TransactionDetail[] | undefined {
  if (authorizationDetails === undefined || !speaks(userFlow, 'pushed-authorization-requests')) return undefined;
  if (!isPushed) throw refused('they are taken from pushed authorization requests only');
  if (application.kind !== 'web') throw refused('they are taken from applications with a secret only');
  if (!showsTransactions(userFlow)) throw refused('this user flow has no second factor in each run to show them at');
  if (Buffer.byteLength(authorizationDetails) > MOST_BYTES) throw refused(`they are longer than ${MOST_BYTES} bytes`);
  const details = detailsSchema.safeParse(readJson(authorizationDetails));
  if (details.success) return details.data;
  const [issue] = details.error.issues;
  throw refused(`${['', ...(issue?.path ?? [])].join('/') || '/'}: ${issue?.message}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('they are not JSON');
  }
}

function refused(reason: string): ProtocolError {
  return new ProtocolError('SURETY10002', { reason });
}
