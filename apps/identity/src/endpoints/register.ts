import type { FastifyInstance, HTTPMethods, RouteOptions } from 'fastify';
import { atDoor } from '../doors/door.ts';
import type { TokenServices } from '../grants/redeem-grant.ts';
import type { RunServices } from '../journey/start.ts';
import { type EndpointName, endpointPatterns } from '../routes.ts';
import { authorize } from './authorize.ts';
import { preflight } from './cross-origin.ts';
import type { Endpoint } from './endpoint.ts';
import { findPlace } from './find-place.ts';
import { keys } from './keys.ts';
import { logout } from './logout.ts';
import { metadata } from './metadata.ts';
import { pushedAuthorization } from './pushed-authorization.ts';
import { token, tokenErrorHandler } from './token.ts';

/** The token endpoint judges passwords as well, and a run asks whether its browser is familiar. */
type EndpointServices = RunServices & TokenServices;

type Entry = {
  name: EndpointName;
  method: HTTPMethods[];
  /** Answers with the services as they are at the door of one request. */
  answer: (services: EndpointServices) => Endpoint;
  errorHandler?: NonNullable<RouteOptions['errorHandler']>;
};

/** Puts the protocol endpoints at every URL that B2C's clients know them by. */
export function registerEndpoints(app: FastifyInstance, services: EndpointServices): void {
  const entries: Entry[] = [
    { name: 'metadata', method: ['GET'], answer: metadata },
    { name: 'keys', method: ['GET'], answer: keys },
    { name: 'authorize', method: ['GET', 'POST'], answer: authorize },
    { name: 'token', method: ['POST'], answer: token, errorHandler: tokenErrorHandler(services) },
    { name: 'par', method: ['POST'], answer: pushedAuthorization, errorHandler: tokenErrorHandler(services) },
    { name: 'logout', method: ['GET', 'POST'], answer: logout },
    { name: 'metadata', method: ['OPTIONS'], answer: (services) => preflight(services, 'GET') },
    { name: 'keys', method: ['OPTIONS'], answer: (services) => preflight(services, 'GET') },
    { name: 'token', method: ['OPTIONS'], answer: (services) => preflight(services, 'POST') },
  ];
  for (const { name, answer, ...options } of entries) {
    for (const { pattern, prefix } of endpointPatterns(name)) {
      app.route({
        ...options,
        url: pattern,
        handler: (request, reply) =>
          answer(atDoor(services, request))(request, reply, findPlace(services.tenant, request, prefix)),
      });
    }
  }
}
