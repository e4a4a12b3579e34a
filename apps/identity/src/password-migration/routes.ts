import type { KeyObject } from 'node:crypto';
import { asRefusal, type Logger, PROBLEM_MEDIA_TYPE, problemDetails } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { PASSWORD_SUBMISSION_PATH } from '../routes.ts';
import type { CallerCheck } from './caller.ts';
import { readCallout } from './callout.ts';
import { judgeSubmission, type SubmissionAction, type SubmissionServices } from './judge-submission.ts';

type Services = SubmissionServices & { caller: CallerCheck; migrationKey: KeyObject; logger: Logger };

const LARGEST_BODY = 32 * 1024;

/**
 * Where External ID asks whether a password is right (custom authentication extension, event `passwordSubmit`), so that
 * people keep theirs when they move. The caller proves itself before its body is read.
 */
export function registerPasswordMigration(app: FastifyInstance, services: Services): void {
  const { caller, migrationKey, clock, logger } = services;
  app.register(async (room) => {
    room.addContentTypeParser('application/json', { parseAs: 'string' }, room.getDefaultJsonParser('error', 'error'));
    room.decorateRequest('acceptedUntil');
    room.setErrorHandler((error, request, reply) => {
      const refusal = asRefusal(error);
      if (!refusal) throw error;
      const { code, status, detail } = refusal;
      request.log.info({ event: 'password-migration-refused', code, detail });
      if (status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"');
      return reply
        .code(status)
        .type(PROBLEM_MEDIA_TYPE)
        .send(JSON.stringify(problemDetails(refusal, request.id)));
    });
    room.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { acceptedUntil } = await caller.check(request.headers.authorization);
      request.setDecorator('acceptedUntil', acceptedUntil);
    });
    room.post(PASSWORD_SUBMISSION_PATH, { bodyLimit: LARGEST_BODY }, async (request) => {
      const submitted = await readCallout(request.body, migrationKey, clock());
      const acceptedUntil = request.getDecorator<Date>('acceptedUntil');
      const decided = await judgeSubmission(services, submitted, acceptedUntil);
      const { correlationId, nonce } = submitted;
      logger.info({ event: 'password-migration', action: decided.action, correlationId });
      return answer(decided, nonce);
    });
  });
}

function answer({ action, ...words }: SubmissionAction, nonce: string): object {
  return {
    data: {
      '@odata.type': 'microsoft.graph.onPasswordSubmitResponseData',
      actions: [{ '@odata.type': `microsoft.graph.passwordSubmit.${action}`, ...words }],
      nonce,
    },
  };
}
