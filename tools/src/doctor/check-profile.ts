import { randomBytes } from 'node:crypto';
import type { Metadata } from './check-metadata.ts';
import { doubtful, type Finding, failed, passed, unseen } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';
import { whyUnreachable } from './why-unreachable.ts';

const UNAUTHORIZED = 401;

/** What can be seen from outside of profiles that the api keeps at Microsoft Graph: nothing where it keeps none. */
export async function checkProfile(patient: Patient, place: MetadataPlace, metadata: Metadata): Promise<Finding[]> {
  const { graphProfile } = patient.api.provider;
  if (graphProfile === undefined) return [];
  const { pathname } = new URL(metadata.token_endpoint);
  const tokenUrl = patient.hasBackChannel ? `${new URL(place.url).origin}${pathname}` : metadata.token_endpoint;
  return [
    await checkGraph(patient, graphProfile.graphOrigin),
    await checkApiSecret(patient, tokenUrl, graphProfile),
    unseen(
      'profile at Microsoft Graph',
      'whether User.ReadWrite is granted shows with a person’s token alone',
      'Run npm run doctor -- --sign-in: it exchanges that token as the api does.',
    ),
  ];
}

async function checkGraph(patient: Patient, origin: string): Promise<Finding> {
  const check = 'Microsoft Graph';
  try {
    const response = await patient.fetch(`${origin}/v1.0/me`, { signal: AbortSignal.timeout(patient.patienceMs) });
    if (response.status === UNAUTHORIZED) return passed(check, `${origin} asks for a token`);
    return failed(check, `${origin} answers ${response.status}`, 'Check GRAPH_ORIGIN: national clouds have their own.');
  } catch (error) {
    const { says, todo } = whyUnreachable(error, 'GRAPH_ORIGIN');
    return failed(check, `${origin}: ${says}`, todo);
  }
}

/** Whether the provider takes the api's secret: shown with a token that cannot exist, so that nothing is exchanged. */
async function checkApiSecret(
  patient: Patient,
  url: string,
  { clientId, clientSecret, graphOrigin }: { clientId: string; clientSecret: string; graphOrigin: string },
): Promise<Finding> {
  const check = "api's secret";
  const body = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    assertion: `e30.e30.${randomBytes(32).toString('base64url')}`,
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${graphOrigin}/User.ReadWrite`,
  });
  try {
    const response = await patient.fetch(url, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(patient.patienceMs),
    });
    const { error } = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (error === 'invalid_client' || error === 'unauthorized_client')
      return failed(
        check,
        'refused: wrong or expired, or of another registration',
        'Make a new secret at the registration of the api and put it into API_CLIENT_SECRET.',
      );
    if (error === 'invalid_grant' || error === 'invalid_request') return passed(check, 'taken');
    return doubtful(check, `the provider answered ${String(error ?? 'nothing')}`, 'Run npm run doctor -- --sign-in.');
  } catch (error) {
    const { says, todo } = whyUnreachable(error, 'the token endpoint');
    return failed(check, says, todo);
  }
}
