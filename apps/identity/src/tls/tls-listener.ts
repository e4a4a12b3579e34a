import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SettingsError } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import type { KeyedCertificate } from './certificates.ts';

/** A second door to an app that already listens: the same routes over TLS. */
export type TlsListener = { port: number; close(): Promise<void> };

/**
 * Listens with TLS (1.2 or newer) and hands every request to the app.
 * @throws SettingsError naming `TLS_PORT` when the port is busy or forbidden
 */
export async function listenWithTls(
  app: FastifyInstance,
  { certificate, key }: KeyedCertificate,
  at: { host: string; port: number },
): Promise<TlsListener> {
  await app.ready();
  const server = createServer({ cert: certificate, key, minVersion: 'TLSv1.2' }, (request, response) =>
    app.routing(request, response),
  );
  server.listen(at.port, at.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new SettingsError(
      `Cannot listen on port ${at.port} with TLS (${(error as Error).message}). Choose another with the setting TLS_PORT.`,
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
