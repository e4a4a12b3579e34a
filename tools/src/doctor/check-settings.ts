import { doubtful, type Finding, failed, passed } from './finding.ts';
import type { Patient } from './patient.ts';

/** Whether portal and api speak of the same provider, and whether the origins fit. */
export function checkSettings({ portal, api }: Patient): Finding[] {
  const { kind } = portal.provider;
  const sameKind =
    kind === api.provider.proof.kind
      ? passed('settings', `portal and api: ${kind}`)
      : failed('settings', `portal: ${kind}, api: ${api.provider.proof.kind}`, 'Give both the same PROVIDER_KIND.');
  return [sameKind, transport(portal.origin)];
}

function transport(origin: string): Finding {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:') return passed('portal origin', origin);
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    return passed('portal origin', `${origin}, on this machine`);
  return doubtful(
    'portal origin',
    `${origin} is not https`,
    'Serve the portal by https: most providers refuse redirect URIs without it.',
  );
}
