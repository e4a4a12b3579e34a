import { createHash, timingSafeEqual } from 'node:crypto';
import { checkEnabled } from '../authorize/check-client.ts';
import { ProtocolError } from '../errors/protocol-error.ts';
import { findApplication } from '../tenant/find.ts';
import type { Application, Tenant } from '../tenant/tenant.ts';
import { requireParameter, type TokenRequest } from './token-request.ts';

type Credentials = { clientId: string; secrets: readonly string[] };

/**
 * The application that asks, after it proved who it is: by `client_secret` in the form, by HTTP Basic, or by both
 * (RFC 6749 2.3.1). Public clients have no secret and must not send one.
 * @throws ProtocolError AADB2C90083, AADB2C90018, AADB2C90079, AADB2C90081, AADB2C90084, AADB2C90092
 */
export function authenticateClient(
  tenant: Tenant,
  request: TokenRequest,
  authorization: string | undefined,
): Application {
  const { clientId, secrets } = readCredentials(request, authorization);
  const application = findApplication(tenant, clientId);
  if (!application) throw new ProtocolError('AADB2C90018', { clientId, tenant: tenant.name });
  if (application.kind !== 'web') {
    if (secrets.length > 0) throw new ProtocolError('AADB2C90084');
    checkEnabled(application);
    return application;
  }
  if (secrets.length === 0) throw new ProtocolError('AADB2C90079');
  if (!secrets.every((secret) => isSecretOf(application, secret))) throw new ProtocolError('AADB2C90081');
  checkEnabled(application);
  return application;
}

function readCredentials(request: TokenRequest, authorization: string | undefined): Credentials {
  const basic = readBasic(authorization);
  const clientId = request.clientId ?? basic?.clientId ?? requireParameter(request, 'clientId');
  if (basic && basic.clientId.toLowerCase() !== clientId.toLowerCase()) {
    throw new ProtocolError('AADB2C90122', {}, { detail: 'two client ids' });
  }
  const secrets = [request.clientSecret, basic?.secret].filter((secret) => secret !== undefined && secret !== '');
  return { clientId, secrets: secrets as string[] };
}

/** Id and secret are form-encoded before they are joined (RFC 6749 2.3.1). */
function readBasic(authorization: string | undefined): { clientId: string; secret: string } | undefined {
  const encoded = /^basic ([A-Za-z0-9+/=_-]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [clientId, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { clientId: formDecode(clientId ?? ''), secret: formDecode(rest.join(':')) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Compares with every valid secret, in a time that tells nothing about any of them. */
function isSecretOf(application: Application, secret: string): boolean {
  const given = digest(secret);
  let isKnown = false;
  for (const valid of application.secrets) isKnown = timingSafeEqual(digest(valid), given) || isKnown;
  return isKnown;
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
