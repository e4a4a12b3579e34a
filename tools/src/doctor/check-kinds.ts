import type { Metadata } from './check-metadata.ts';
import { type Finding, failed, passed, unseen } from './finding.ts';
import { type FirstPage, firstPageOf } from './first-page.ts';
import type { MetadataPlace, Patient, UserFlowKind } from './patient.ts';

/** What the first page of a user flow is, for somebody without a session. */
type Beginning = 'a sign-in' | 'no sign-in';

const BEGINS_WITH: Record<UserFlowKind, Beginning> = {
  'sign-in': 'a sign-in',
  'step-up': 'a sign-in',
  'profile editing': 'a sign-in',
  'password reset': 'no sign-in',
};

/**
 * Whether each user flow is of the kind that its setting says, as far as its first page tells. Metadata do not say it: a
 * password reset and a sign-in describe themselves alike.
 */
export async function checkKinds(
  patient: Patient,
  documents: readonly [MetadataPlace, Metadata][],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const settings = new Map<string, string>();
  for (const [{ label, userFlow, kind, setting }, metadata] of documents) {
    if (userFlow === undefined || kind === undefined) continue;
    const check = `kind of ${label}`;
    const todo = `Make a user flow for ${kind} at the tenant and name it in ${setting}.`;
    const other = settings.get(userFlow.toLowerCase());
    settings.set(userFlow.toLowerCase(), setting);
    // That the step-up is the sign-in itself is another line's matter.
    if (other !== undefined && kind !== 'step-up') {
      findings.push(failed(check, `${other} and ${setting} name the same user flow`, todo));
      continue;
    }
    const { page } = await firstPageOf(patient, metadata).catch((): FirstPage => ({}));
    const beginning = page === undefined ? undefined : beginningOf(page);
    if (beginning === undefined)
      findings.push(unseen(check, 'its first page does not tell', `Open it once, as for ${kind}.`));
    else if (beginning === BEGINS_WITH[kind]) findings.push(passed(check, `begins with ${beginning}, as for ${kind}`));
    else findings.push(failed(check, `begins with ${beginning}, which ${kind} does not`, todo));
  }
  return findings;
}

// B2C's pages name what they are in a variable for their script; the embedded identity's have a field for the password.
function beginningOf(page: string): Beginning | undefined {
  const name = /"api"\s*:\s*"(\w+)"/.exec(page)?.[1];
  if (name !== undefined) return name.toLowerCase() === 'selfasserted' ? 'no sign-in' : 'a sign-in';
  if (/autocomplete="current-password"/.test(page)) return 'a sign-in';
  return /<form\b/.test(page) && !/type="password"/.test(page) ? 'no sign-in' : undefined;
}
