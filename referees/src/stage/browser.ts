import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import type { Browser } from 'playwright-core';
import { findChromium, installChromium } from '../../../journeys/src/stage/chromium.ts';
import { launchBrowser } from '../../../journeys/src/stage/visitor.ts';

/**
 * Starts Chromium where there is one. It trusts the certificate of this TLS door alone, by its key, so that nothing is
 * written to the machine's store of certificates.
 */
export async function launchTrustingBrowser(tlsOrigin: string): Promise<Browser | undefined> {
  const executable = findChromium() ?? installChromium();
  if (executable === undefined) return undefined;
  const key = await keyOf(new URL(tlsOrigin));
  return launchBrowser({ executable, args: [`--ignore-certificate-errors-spki-list=${key}`] });
}

async function keyOf({ hostname, port }: URL): Promise<string> {
  const socket = connect({ host: hostname, port: Number(port), servername: hostname });
  await once(socket, 'secureConnect');
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  socket.destroy();
  if (key === undefined) throw new Error('the TLS door showed no certificate');
  return createHash('sha256').update(key).digest('base64');
}
