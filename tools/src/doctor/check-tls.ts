import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { doubtful, type Finding, failed, passed } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';
import { whyUnreachable } from './why-unreachable.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

/** The provider's certificate: trusted, and for how long yet. Nothing to look at where servers use a back channel. */
export async function checkTls(patient: Patient, place: MetadataPlace): Promise<Finding[]> {
  const url = new URL(place.url);
  if (url.protocol !== 'https:' || patient.hasBackChannel) return [];
  const check = `certificate of ${url.host}`;
  try {
    const until = await validUntil(url, patient.patienceMs);
    const days = Math.floor((until.getTime() - patient.clock().getTime()) / DAY_MS);
    const says = `good for ${days} days`;
    return [days < SOON_DAYS ? doubtful(check, says, 'Have it renewed.') : passed(check, says)];
  } catch (error) {
    const { says, todo } = whyUnreachable(error, patient.hostSetting);
    return [failed(check, says, todo)];
  }
}

function validUntil({ hostname, port }: URL, timeout: number): Promise<Date> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      servername: isIP(hostname) ? '' : hostname,
      timeout,
    });
    socket.once('secureConnect', () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      resolve(new Date(end));
    });
    socket.once('timeout', () => socket.destroy(new DOMException('no answer', 'TimeoutError')));
    socket.once('error', reject);
  });
}
