/** `before_contact`, `after_contact` and `evidence` are JSON; the challenge is there only while it is a draft. */
export type ContactChangeRow = {
  policyholder_id: string;
  id: string;
  status: string;
  before_contact: string;
  after_contact: string;
  /** The address of record that this change gave up; absent when it kept it. */
  former_email: string | null;
  based_on: number;
  challenge: string | null;
  drafted_at: number;
  expires_at: number;
  confirmed_at: number | null;
  evidence: string | null;
  /** Of the link that undoes it; the token itself stands in the mail alone. */
  reversal_hash: string | null;
};
