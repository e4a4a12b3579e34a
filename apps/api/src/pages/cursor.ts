import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@surety/web';

/**
 * A list, and the key of the hash over its cursors: a policyholder's id, 256 random bits that no answer ever shows. The queue
 * of reviews is every staff member's own in full; there the key only keeps cursors from being carried about.
 */
export type OwnList = { reader: string; list: string };

const SIGNATURE_BYTES = 16;

/**
 * An opaque text for the position after `key` in a list: the key behind a keyed hash (HMAC-SHA-256) over list and key, so
 * that it cannot be altered, nor carried to another list or person.
 */
export function makeCursor(of: OwnList, key: string): string {
  return Buffer.concat([sign(of, key), Buffer.from(key)]).toString('base64url');
}

/**
 * The key that a cursor holds.
 * @throws Refusal `cursor-unknown` (400) when it is not ours, or of another list or person
 */
export function readCursor(of: OwnList, cursor: string): string {
  const bytes = Buffer.from(cursor, 'base64url');
  const key = bytes.subarray(SIGNATURE_BYTES).toString();
  const isOurs =
    bytes.length > SIGNATURE_BYTES &&
    !/\p{Cc}/u.test(key) &&
    timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(of, key));
  if (!isOurs) throw cursorUnknown();
  return key;
}

function sign({ reader, list }: OwnList, key: string): Buffer {
  const signature = createHmac('sha256', reader)
    .update(JSON.stringify([list, key]))
    .digest();
  return signature.subarray(0, SIGNATURE_BYTES);
}

/** Not a cursor of this list. */
export function cursorUnknown(): Refusal {
  return new Refusal({
    code: 'cursor-unknown',
    status: 400,
    message: 'This cursor is not one of this list. Leave it out to begin with the first page.',
  });
}
