import { hash } from 'node:crypto';

/** An event in its place in the chain of one account. */
export type ChainedEvent = {
  /** Object id; it outlives the account. */
  accountId: string;
  /** 1 for the first event of an account. */
  position: number;
  /** Milliseconds. */
  at: number;
  event: string;
  /** What the event says besides its name, in JSON. */
  content: string;
  previousHash: string;
};

/** An event as it stands in the table, with the hash it claims to have. */
export type RecordedEvent = ChainedEvent & { hash: string };

/** Where a chain ends. */
export type ChainHead = { accountId: string; position: number; hash: string };

/** What the first event of a chain follows. */
export const CHAIN_ORIGIN = '';

/** Hash of an event and, through `previousHash`, of everything before it: SHA-256 of its JSON array. */
export function hashOf({ accountId, position, at, event, content, previousHash }: ChainedEvent): string {
  return hash('sha256', JSON.stringify([accountId, position, at, event, content, previousHash]), 'base64url');
}
