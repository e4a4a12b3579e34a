import { Refusal } from '@surety/web';
import type { ProfileDirectory, ProfileOwner } from '../../../apps/api/src/profile/profile-directory.ts';
import { type Finding, failed, passed } from './finding.ts';

const CHECK = 'profile at Microsoft Graph';
const GRANT =
  "Grant the api's registration the delegated permission User.ReadWrite of Microsoft Graph with admin consent; npm run setup:external-id shows what is missing.";

const ADVICE: Readonly<Record<string, string>> = {
  'profile-access-missing': GRANT,
  'profile-client-refused': "Put a secret of the api's registration that is still good into API_CLIENT_SECRET.",
  'profile-proof-needed': 'Nothing, if Conditional Access is meant to ask for more; the portal asks the person for it.',
};

/** Whether the api may read and change profiles for people: it reads this one, changes nothing and shows nothing of it. */
export async function lookAtProfile(directory: ProfileDirectory | undefined, owner: ProfileOwner): Promise<Finding[]> {
  if (directory === undefined) return [];
  try {
    await directory.open(owner);
    return [passed(CHECK, 'User.ReadWrite is granted; the profile can be read')];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, detail = '' } = error;
    return [failed(CHECK, `${code} (${detail})`, ADVICE[code] ?? 'Try again; if it stays so, check GRAPH_ORIGIN.')];
  }
}
