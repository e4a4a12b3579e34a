import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type EndpointName, endpointOf } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';
import { withWrongIssuer } from './forge-token.ts';
import type { FaultOrder } from './requests.ts';

/** Faults that wait for requests, at most one for each endpoint. They live in this process alone. */
export type Faults = {
  set(order: FaultOrder): void;
  clear(): void;
  /** The fault that a request meets now; counts it. */
  take(endpoint: EndpointName): FaultOrder['is'] | undefined;
};

export function createFaults(): Faults {
  const orders = new Map<EndpointName, FaultOrder['is'] & { left: number }>();
  return {
    set: ({ endpoint, is, times = Number.POSITIVE_INFINITY }) => void orders.set(endpoint, { ...is, left: times }),
    clear: () => orders.clear(),
    take(endpoint) {
      const order = orders.get(endpoint);
      if (!order) return undefined;
      order.left -= 1;
      if (order.left <= 0) orders.delete(endpoint);
      return order;
    },
  };
}

/** Puts faults into the answers of the protocol endpoints. Must come before the endpoints are registered. */
export function injectFaults(
  app: FastifyInstance,
  services: Pick<ProtocolServices, 'signingKeys'>,
  faults: Faults,
): void {
  const met = new WeakMap<FastifyRequest, FaultOrder['is']>();
  app.addHook('onRequest', async (request, reply) => {
    const endpoint = endpointOf(request.routeOptions.url ?? '');
    const fault = endpoint && faults.take(endpoint);
    if (!fault) return;
    met.set(request, fault);
    reply.header('cache-control', 'no-store');
    if (fault.fault === 'slow') await setTimeout(fault.seconds * 1000);
    if (fault.fault === 'error')
      await reply.code(fault.status).send({ error: 'server_error', error_description: 'A fault of the test door.' });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const fault = met.get(request)?.fault;
    if (
      (fault !== 'wrong-issuer' && fault !== 'expired-key') ||
      typeof payload !== 'string' ||
      reply.statusCode !== 200
    )
      return payload;
    // What is faulty must not be remembered by anybody.
    reply.header('cache-control', 'no-store').removeHeader('content-length');
    const body = JSON.parse(payload) as Record<string, unknown>;
    return JSON.stringify(
      fault === 'expired-key' ? await withoutSigningKey(services, body) : await withWrongIssuer(services, body),
    );
  });
}

/** Keys as they would be had the one that signs run out: whoever reads them verifies no token. */
async function withoutSigningKey(
  { signingKeys }: Pick<ProtocolServices, 'signingKeys'>,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { kid } = await signingKeys.current();
  const keys = (body.keys ?? []) as { kid: string }[];
  return { ...body, keys: keys.filter((key) => key.kid !== kid) };
}
