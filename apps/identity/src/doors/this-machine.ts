import type { FastifyRequest } from 'fastify';
import type { Doors } from './door.ts';
import { isLoopbackName } from './loopback.ts';
import { type Readers, readersIn } from './readers.ts';

/** Under which names, and to whom, the rooms of this machine are open. */
export type OwnRooms = Pick<Doors, 'origin' | 'tlsHostNames'> & { isReader: Readers };

const THIS_MACHINE: OwnRooms['isReader'] = readersIn([]);

/**
 * Why a request may not enter a room that is for this machine alone (or for the networks of INBOX_READERS); `undefined`
 * when it may. It does not: from another machine, whatever name it says it came to; through a proxy or a tunnel, behind
 * which every stranger looks like this machine, unless the proxy is one of TRUSTED_PROXIES and its client a reader; under
 * a foreign name that was made to point here (DNS rebinding).
 */
export function whyNotHere(request: FastifyRequest, { origin, tlsHostNames, isReader }: OwnRooms): string | undefined {
  const { hostname, host, socket, headers, ip, ips = [] } = request;
  if (!isReader(socket.remoteAddress ?? '')) return 'it answers this machine alone';
  const header = forwardingHeader(headers);
  // A proxy of TRUSTED_PROXIES says whom it speaks for; what another says counts for nothing.
  if (header !== undefined && !(ips.length > 1 && isReader(ip)))
    return `it answers no request with the header ${header}`;
  const isOurName =
    isLoopbackName(hostname) ||
    hostname === new URL(origin).hostname ||
    tlsHostNames.includes(hostname) ||
    tlsHostNames.includes(host);
  return isOurName ? undefined : 'it answers under names of this machine alone';
}

/** Why a request may not enter a room where no proxy is trusted and only names of loopback count. */
export function whyNotAlone(request: FastifyRequest): string | undefined {
  const header = forwardingHeader(request.headers);
  if (header !== undefined) return `it answers no request with the header ${header}`;
  return whyNotHere(request, { origin: 'http://localhost', tlsHostNames: [], isReader: THIS_MACHINE });
}

const FORWARDING_HEADERS =
  /^(forwarded|via|x-forwarded(-.*)?|x-original-.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-.*|fly-client-ip|fastly-client-ip)$/;

/** The header by which a proxy or a tunnel shows. */
function forwardingHeader(headers: FastifyRequest['headers']): string | undefined {
  return Object.keys(headers).find((name) => FORWARDING_HEADERS.test(name));
}
