import type { Refusal } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';

const RETRY_AFTER_SECONDS = 5;

/**
 * Logs a refusal under `event`, a defect with all that was thrown. Who asked while something is away is told when to come
 * again (RFC 9110 10.2.3), and the log says what.
 */
export function noteRefusal(
  event: string,
  { code, status, detail }: Pick<Refusal, 'code' | 'status' | 'detail'>,
  thrown: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): void {
  const correlationId = request.id;
  if (status === 503) {
    if (!reply.hasHeader('retry-after')) reply.header('retry-after', RETRY_AFTER_SECONDS);
    request.log.warn({ event: 'unavailable', code, detail, reason: (thrown as Error).message, correlationId });
  } else if (status >= 500) request.log.error({ event: 'defect', err: thrown });
  else request.log.info({ event, code, detail, correlationId });
}
