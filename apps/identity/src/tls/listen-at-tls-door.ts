import { systemClock } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import type { IdentityConfig } from '../config.ts';
import { localServerCertificate } from './local-ca.ts';
import { listenWithTls, type TlsListener } from './tls-listener.ts';

/**
 * Opens the TLS door under the configured host names, with a certificate of this data folder's CA.
 * @throws SettingsError when the data folder or the port cannot be used.
 */
export async function listenAtTlsDoor(
  { app }: { app: FastifyInstance },
  { port, dataFolder }: NonNullable<IdentityConfig['tls']>,
  { host, tlsHostNames }: Pick<IdentityConfig, 'host' | 'tlsHostNames'>,
): Promise<TlsListener> {
  const certificate = await localServerCertificate(dataFolder, withoutPorts(tlsHostNames), systemClock());
  return listenWithTls(app, certificate, { host, port });
}

/** The names that a certificate for these hosts must have. */
export function withoutPorts(hosts: readonly string[]): string[] {
  return [...new Set(hosts.map((host) => host.replace(/:\d+$/, '')))];
}
