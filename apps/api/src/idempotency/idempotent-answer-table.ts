/** `caller` and `fingerprint` are hashes; `answer` is JSON. */
export type IdempotentAnswerRow = {
  caller: string;
  idempotency_key: string;
  fingerprint: string;
  answer: string | null;
  expires_at: number;
};
