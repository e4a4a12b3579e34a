import type { Metadata } from './check-metadata.ts';
import { type Finding, failed, passed, unseen } from './finding.ts';
import type { Patient } from './patient.ts';
import { type Probe, probeAuthorization } from './probe-authorization.ts';
import { whyUnreachable } from './why-unreachable.ts';

const UNKNOWN_CLIENT = /AADB2C90018|AADB2C90008|AADSTS700016|invalid_client|unauthorized_client/;
const UNKNOWN_REDIRECT = /AADB2C9000[67]|AADSTS50011|redirect_uri/;
const UNKNOWN_SCOPE =
  /AADB2C90117|AADB2C90055|AADB2C90205|AADSTS65001|AADSTS650053|AADSTS500011|invalid_scope|invalid_target/;
const PUSHED_ONLY = /pushed|PAR/i;

/** Whether the provider knows the portal, its redirect URI and what it asks for. */
export async function checkClient(patient: Patient, metadata: Metadata): Promise<Finding[]> {
  if (metadata.require_pushed_authorization_requests)
    return [
      unseen(
        'client, redirect URI, scopes',
        'the provider takes pushed requests only',
        'Run npm run doctor -- --sign-in.',
      ),
    ];
  try {
    return findingsFor(await probeAuthorization(patient, metadata), patient);
  } catch (error) {
    const { says, todo } = whyUnreachable(error, 'the authorization endpoint');
    return [failed('authorization endpoint', says, todo)];
  }
}

function findingsFor({ answer, error, description }: Probe, patient: Patient): Finding[] {
  const { clientId } = patient.portal.provider;
  const text = `${error} ${description}`;
  const client = passed('client id', `${clientId} is known`);
  const redirect = passed('redirect URI', `${patient.redirectUri} is registered`);
  if (answer === 'redirect') {
    const scopes = UNKNOWN_SCOPE.test(text)
      ? failed(
          'scopes',
          `refused: ${description || error}`,
          `Expose the scopes at the api's registration and grant them to the portal with admin consent: ${patient.scopes.join(' ')}`,
        )
      : passed('scopes', patient.scopes.join(' '));
    return [client, redirect, scopes];
  }
  if (UNKNOWN_CLIENT.test(text))
    return [
      failed(
        'client id',
        `${clientId} is not known there (${description})`,
        'Check PORTAL_CLIENT_ID, and that the registration is in this tenant.',
      ),
    ];
  if (UNKNOWN_REDIRECT.test(text) || description.startsWith('invalid_re'))
    return [
      client,
      failed(
        'redirect URI',
        `${patient.redirectUri} is not registered (${description})`,
        `Register ${patient.redirectUri} as a redirect URI of a web application.`,
      ),
    ];
  if (PUSHED_ONLY.test(text))
    return [
      unseen(
        'client, redirect URI, scopes',
        'the provider takes pushed requests only',
        'Run npm run doctor -- --sign-in.',
      ),
    ];
  return [
    failed(
      'client and redirect URI',
      `the provider shows a page of its own${description && ` (${description})`}`,
      `Register ${patient.redirectUri} as a redirect URI of ${clientId}; then check PORTAL_CLIENT_ID.`,
    ),
  ];
}
