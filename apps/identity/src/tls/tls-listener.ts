import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Door, SettingsError } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import type { KeyedCertificate } from './certificates.ts';

/** A second door to an app that already listens: the same routes over TLS. */
export type TlsListener = Door & { port: number };

/** As at the other door. */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 };

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
  const open = async (host: string, port: number): Promise<Server> => {
    const server = createServer({ cert: certificate, key, minVersion: 'TLSv1.2', ...PATIENCE }, (request, response) =>
      app.routing(request, response),
    );
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  };
  const servers: Server[] = [];
  const close = async (): Promise<void> => void (await Promise.all(servers.map(closeServer)));
  let { port } = at;
  try {
    // A name such as localhost has an address of each family, and clients come by either.
    for (const { address } of await lookup(at.host, { all: true })) {
      const server = await open(address, port);
      servers.push(server);
      port = (server.address() as AddressInfo).port;
    }
  } catch (error) {
    await close();
    throw new SettingsError(sentence(error as NodeJS.ErrnoException, port));
  }
  const cutOff = (): void => {
    for (const server of servers) server.closeAllConnections();
  };
  return { port, close, cutOff };
}

function sentence({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} is already in use. Stop the program that uses it or choose another with the setting TLS_PORT (off for none).`;
  return `Cannot listen on port ${port} with TLS (${message}). Choose another with the setting TLS_PORT (off for none).`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
