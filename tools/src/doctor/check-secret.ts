import { randomBytes } from 'node:crypto';
import type { Metadata } from './check-metadata.ts';
import { doubtful, type Finding, failed, passed } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';
import { whyUnreachable } from './why-unreachable.ts';

const WRONG_SECRET = /AADB2C90081|AADSTS7000215|AADSTS7000222/;

/** Whether the provider takes the client's secret: shown with a code that cannot exist, so that nothing is redeemed. */
export async function checkSecret(patient: Patient, place: MetadataPlace, metadata: Metadata): Promise<Finding> {
  const check = 'client secret';
  const { provider } = patient.portal;
  const isBasic = provider.kind === 'openid-connect' && provider.clientAuthentication === 'client_secret_basic';
  const secret = { client_id: provider.clientId, client_secret: provider.clientSecret };
  const { pathname, search } = new URL(metadata.token_endpoint);
  const url = patient.hasBackChannel ? `${new URL(place.url).origin}${pathname}${search}` : metadata.token_endpoint;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: randomBytes(32).toString('base64url'),
    code_verifier: randomBytes(32).toString('base64url'),
    redirect_uri: patient.redirectUri,
    ...(isBasic ? {} : secret),
  });
  const credentials = [provider.clientId, provider.clientSecret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  try {
    const response = await patient.fetch(url, {
      method: 'POST',
      body,
      ...(isBasic ? { headers: { authorization } } : {}),
      signal: AbortSignal.timeout(patient.patienceMs),
    });
    return judge(check, (await response.json().catch(() => ({}))) as Record<string, unknown>);
  } catch (error) {
    const { says, todo } = whyUnreachable(error, 'the token endpoint');
    return failed(check, says, todo);
  }
}

function judge(check: string, { error, error_description: description }: Record<string, unknown>): Finding {
  if (error === 'invalid_client' || WRONG_SECRET.test(String(description)))
    return failed(
      check,
      'refused: wrong or expired',
      'Make a new secret at the registration and put it into PORTAL_CLIENT_SECRET.',
    );
  if (error === 'unauthorized_client')
    return failed(
      check,
      'the registration may not use codes',
      'Register the portal as a web application with the authorization code grant.',
    );
  if (error === 'invalid_grant') return passed(check, 'taken');
  return doubtful(
    check,
    `the provider answered ${String(error ?? 'nothing')}`,
    'Run npm run doctor -- --sign-in to be sure.',
  );
}
