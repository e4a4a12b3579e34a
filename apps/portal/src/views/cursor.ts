import type { FastifyRequest } from 'fastify';

/** From where on a list is asked for; absent: from its beginning. The api judges it. */
export function cursorOf(request: FastifyRequest): string | undefined {
  const { cursor } = request.query as Record<string, unknown>;
  return typeof cursor === 'string' ? cursor : undefined;
}
