import type { TLSSocket } from 'node:tls';
import { Refusal } from '@surety/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Under which name a request reached this server. */
export type Door = {
  /** The origin browsers see; endpoints in the metadata stand on it. */
  origin: string;
  /** The origin in `iss`; always https, because clients insist on it. */
  issuerOrigin: string;
};

/**
 * The doors of this server: its configured one, and one for each host name that it answers to with TLS. As B2C does,
 * a TLS door speaks of the host that it was asked under.
 */
export type Doors = Door & {
  /** Host names in lower case, with a port (`login.example:8443`) where clients see another port than ours. */
  tlsHostNames: readonly string[];
};

/**
 * The door that a request came through. What arrives without TLS has the configured door whatever its `Host` says, so
 * a forged name is never repeated; what a trusted proxy received with TLS counts as TLS.
 * @throws Refusal `wrong-host` (421, RFC 9110 15.5.20) for a TLS request under a name that is not ours.
 */
export function findDoor({ origin, issuerOrigin, tlsHostNames }: Doors, request: FastifyRequest): Door {
  const isOurTls = (request.socket as Partial<TLSSocket>).encrypted === true;
  if (!isOurTls && request.protocol !== 'https') return { origin, issuerOrigin };
  const asked = readOrigin(request.host);
  const ownPort = isOurTls ? request.socket.localPort : undefined;
  if (asked && isServed(asked, tlsHostNames, ownPort)) return { origin: asked.origin, issuerOrigin: asked.origin };
  if (!isOurTls || asked?.origin === origin) return { origin, issuerOrigin };
  throw new Refusal({
    code: 'wrong-host',
    status: 421,
    message: 'This server does not answer under this host name. Its names are in the setting TLS_HOST_NAMES.',
  });
}

function readOrigin(host: string): URL | undefined {
  if (!/^[\w.:[\]-]+$/.test(host)) return undefined;
  return URL.parse(`https://${host}`) ?? undefined;
}

/** A name without a port answers at the port of https and at the one we listen on. */
function isServed({ host, hostname, port }: URL, names: readonly string[], ownPort: number | undefined): boolean {
  if (names.includes(host)) return true;
  return names.includes(hostname) && (port === '' || Number(port) === ownPort);
}

/** The same services, speaking of the door that this request came through. */
export function atDoor<Services extends Doors>(services: Services, request: FastifyRequest): Services {
  return { ...services, ...findDoor(services, request) };
}

/** Refuses requests under foreign names before anything else looks at them. */
export function refuseForeignHosts(app: FastifyInstance, doors: Doors): void {
  app.addHook('onRequest', async (request) => {
    findDoor(doors, request);
  });
}
