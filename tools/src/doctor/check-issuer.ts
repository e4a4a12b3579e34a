import type { Metadata } from './check-metadata.ts';
import { type Finding, failed, passed } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';

/** Whether the issuer has the form that portal and api will take, and which of B2C's forms it is. */
export function checkIssuer({ portal }: Patient, place: MetadataPlace, { issuer }: Metadata): Finding {
  const check = `issuer of ${place.label}`;
  const { provider } = portal;
  const { host, pathname, protocol } = new URL(issuer);
  if (provider.kind === 'openid-connect') {
    const expected = place.url.replace(/\.well-known\/openid-configuration$/, '').replace(/\/$/, '');
    if (provider.issuerUrl.includes('/.well-known/') || issuer.replace(/\/$/, '') === expected)
      return passed(check, issuer);
    return failed(check, `${issuer}, and not what ISSUER_URL says`, `Set ISSUER_URL=${issuer}.`);
  }
  if (protocol !== 'https:') return failed(check, `${issuer} is not https`, 'The tenant must name an https issuer.');
  const authority = new URL(provider.authorityOrigin).host;
  if (provider.kind === 'external-id') {
    const guid = provider.tenantId.toLowerCase();
    if (host !== authority && host !== `${guid}.ciamlogin.com`)
      return failed(check, `${issuer} is not of this tenant`, 'Check TENANT_ID: it is the directory (tenant) id.');
    return passed(check, issuer);
  }
  if (host !== authority)
    return failed(check, `${issuer} is at another host than the authority`, `Set AUTHORITY_ORIGIN=https://${host}.`);
  const form = pathname.startsWith('/tfp/') ? 'the form with the user flow' : 'the default form';
  return passed(check, `${issuer} (${form})`);
}
