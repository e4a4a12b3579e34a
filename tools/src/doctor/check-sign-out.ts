import type { Metadata } from './check-metadata.ts';
import { doubtful, type Finding, passed } from './finding.ts';
import type { Patient } from './patient.ts';

/** Whether people come back to the portal after they sign out at the provider. */
export async function checkSignOut(patient: Patient, { end_session_endpoint: endpoint }: Metadata): Promise<Finding> {
  const check = 'sign-out';
  if (endpoint === undefined)
    return doubtful(
      check,
      'the provider has no place for it',
      'Signing out ends the portal session alone; tell people so.',
    );
  const url = new URL(endpoint);
  url.searchParams.set('client_id', patient.portal.provider.clientId);
  url.searchParams.set('post_logout_redirect_uri', patient.postLogoutRedirectUri);
  try {
    const response = await patient.fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patient.patienceMs) });
    if (response.status < 400) return passed(check, `${patient.postLogoutRedirectUri} is taken`);
    return doubtful(
      check,
      `the provider answers ${response.status}`,
      `Register ${patient.postLogoutRedirectUri} as a post-logout redirect URI.`,
    );
  } catch {
    return doubtful(check, 'the provider did not answer', 'Try again.');
  }
}
