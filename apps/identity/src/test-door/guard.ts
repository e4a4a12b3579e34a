import { timingSafeEqual } from 'node:crypto';
import { Refusal } from '@surety/web';
import type { FastifyRequest } from 'fastify';
import { whyNotAlone } from '../doors/this-machine.ts';

const BROWSER_HEADERS = ['origin', 'sec-fetch-site'];

/**
 * Lets in programs of this machine that hold the door's token, and nobody else: no other machine, nothing that came through
 * a proxy, no page of a browser, no foreign name that was made to point here.
 * @throws Refusal `test-door-closed` (403)
 */
export function assertMayEnter(request: FastifyRequest, token: string): void {
  const { headers } = request;
  const whyNot = whyNotAlone(request);
  if (whyNot !== undefined) throw closed(whyNot);
  const ofBrowser = BROWSER_HEADERS.find((name) => headers[name] !== undefined);
  if (ofBrowser !== undefined) throw closed(`it answers no request with the header ${ofBrowser}`);
  if (!isSame(headers.authorization ?? '', `Bearer ${token}`)) throw closed('its token is missing or wrong');
}

function closed(why: string): Refusal {
  return new Refusal({ code: 'test-door-closed', status: 403, message: `The test door is closed: ${why}.` });
}

function isSame(one: string, other: string): boolean {
  const [given, expected] = [Buffer.from(one), Buffer.from(other)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
