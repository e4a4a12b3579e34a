import { hash } from 'node:crypto';

/** An event in its place in the chain of its owner. */
export type ChainLink = {
  /** 1 for the first event of an owner. */
  position: number;
  /** Milliseconds. */
  at: number;
  event: string;
  /** What the event says besides its name, in JSON. */
  content: string;
  previousHash: string;
};

/** An event as it stands in the table, with the hash it claims to have. */
export type RecordedLink = ChainLink & { hash: string };

/** What the first event of a chain follows. */
export const CHAIN_ORIGIN = '';

/** Hash of an event and, through `previousHash`, of everything before it: SHA-256 of its JSON array. */
export function hashOfLink(ownerId: string, { position, at, event, content, previousHash }: ChainLink): string {
  return hash('sha256', JSON.stringify([ownerId, position, at, event, content, previousHash]), 'base64url');
}

/** What an event says, for whoever exports it; what somebody broke comes as it stands. */
export function contentOf({ content }: Pick<ChainLink, 'content'>): unknown {
  return isJson(content) ? JSON.parse(content) : content;
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
