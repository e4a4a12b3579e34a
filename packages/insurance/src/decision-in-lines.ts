import type { ChangeInLines } from './change-in-lines.ts';

/** What somebody of the staff may decide about a change under review. */
export type Verdict = 'approve' | 'decline' | 'record-consent';

const TITLES: Record<Verdict, string> = {
  approve: 'Approve a change under review',
  decline: 'Decline a change under review',
  'record-consent': 'Record a consent that came on paper',
};

/** Says a decision in few words, for whoever asks for the second proof. */
export function decisionInLines({ verdict }: { verdict: Verdict }): ChangeInLines {
  return { title: TITLES[verdict], lines: [] };
}
