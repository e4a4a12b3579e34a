import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '@surety/web';
import type { FastifyRequest } from 'fastify';
import { forwardingHeader, inboxReaders } from '../inbox/inbox-readers.ts';

const isThisMachine = inboxReaders([]);
const BROWSER_HEADERS = ['origin', 'sec-fetch-site'];
const LOOPBACK_NAMES = /^(localhost|127\.0\.0\.1|\[::1\]|[\w.-]+\.localhost)$/i;

/**
 * Lets in programs of this machine that hold the door's token, and nobody else: no other machine, nothing that came through
 * a proxy, no page of a browser, no foreign name that was made to point here.
 * @throws Refusal `test-door-closed` (403)
 */
export function assertMayEnter({ socket, headers, hostname }: FastifyRequest, token: string): void {
  if (!isThisMachine(socket.remoteAddress ?? '')) throw closed('it answers this machine alone');
  const foreign = forwardingHeader(headers) ?? BROWSER_HEADERS.find((name) => headers[name] !== undefined);
  if (foreign !== undefined) throw closed(`it answers no request with the header ${foreign}`);
  if (!LOOPBACK_NAMES.test(hostname)) throw closed('it answers under names of this machine alone');
  if (!isSame(headers.authorization ?? '', `Bearer ${token}`)) throw closed('its token is missing or wrong');
}

function closed(why: string): Refusal {
  return new Refusal({ code: 'test-door-closed', status: 403, message: `The test door is closed: ${why}.` });
}

function isSame(one: string, other: string): boolean {
  const [given, expected] = [Buffer.from(one), Buffer.from(other)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
