import { isDatabaseAway } from '@surety/database';
import { asRefusal, PROBLEM_MEDIA_TYPE, problemDetails, Refusal } from '@surety/web';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BearerRefused } from './access/bearer-refused.ts';
import { RefusedForNow } from './profile/refused-for-now.ts';
import { RulesBroken } from './rules-broken.ts';

const RETRY_AFTER_SECONDS = 5;

/** Answers every refusal, and every defect, as problem details (RFC 9457). What a defect says stays in the log. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = asMalformed(error) ?? asRefusal(error) ?? asAway(error);
    if (!refusal) request.log.error({ event: 'defect', err: error });
    else if (refusal.status === 503)
      request.log.warn({ event: 'unavailable', code: refusal.code, detail: refusal.detail, err: refusal.cause });
    else request.log.debug({ event: 'refused', code: refusal.code, detail: refusal.detail });
    return answer(refusal ?? DEFECT, request, reply);
  });
  app.setNotFoundHandler((request, reply) => answer(NO_SUCH_ADDRESS, request, reply));
}

function answer(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (refusal instanceof BearerRefused) reply.header('www-authenticate', [...refusal.challenges]);
  if (refusal instanceof RefusedForNow) reply.header('retry-after', refusal.retryAfterSeconds);
  if (refusal.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', RETRY_AFTER_SECONDS);
  const body = {
    ...problemDetails(refusal, request.id),
    ...(refusal instanceof RulesBroken ? { violations: refusal.violations } : {}),
  };
  // As text, because the schema of the answer is for what was asked for, not for refusals.
  return reply.code(refusal.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(body));
}

// The framework's validator says where: "/beneficiaries/0/allocation", in the way violations are written: without the first slash.
function asMalformed({ validation, validationContext }: FastifyError): RulesBroken | undefined {
  const [first] = validation ?? [];
  if (!first) return undefined;
  const { missingProperty, additionalProperty } = first.params as Record<string, string | undefined>;
  const member = missingProperty ?? additionalProperty;
  const field = [first.instancePath.slice(1), member].filter(Boolean).join('/') || (validationContext ?? 'body');
  const message = additionalProperty === undefined ? (first.message ?? 'is wrong') : 'is not known here';
  return new RulesBroken(
    { status: 400, code: 'malformed-request', message: `The request could not be read: ${field} ${message}.` },
    [{ field, code: 'malformed', message: `This ${message}.` }],
  );
}

function asAway(error: unknown): Refusal | undefined {
  if (!isDatabaseAway(error)) return undefined;
  return new Refusal({
    code: 'database-unavailable',
    status: 503,
    message: 'The database does not answer right now. Nothing was changed; try again shortly.',
    cause: error,
  });
}

const DEFECT = new Refusal({
  code: 'defect',
  status: 500,
  message: 'Something went wrong on our side. The request id helps us to find out what.',
});

const NO_SUCH_ADDRESS = new Refusal({ code: 'no-such-address', status: 404, message: 'There is nothing here.' });
