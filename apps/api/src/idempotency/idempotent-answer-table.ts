/** `caller`, `idempotency_key` and `fingerprint` are hashes; `answer` is JSON, sealed with the client's key. */
export type IdempotentAnswerRow = {
  caller: string;
  idempotency_key: string;
  fingerprint: string;
  answer: string | null;
  expires_at: number;
};
