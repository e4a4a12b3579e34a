import { inTransientTransaction } from '@surety/database';
import { describeError, ProtocolError } from '../errors/protocol-error.ts';
import type { ProtocolServices } from '../services.ts';
import { errorWord } from '../tenant/error-words.ts';
import { type AnswerAddress, type AuthorizationResponse, authorizationResponse } from './authorization-response.ts';
import type { Journey } from './journey.ts';

/** How a journey ends that signs nobody in. */
export type EndCode = 'AADB2C90091' | 'AADB2C90118' | 'AADB2C90128' | 'AADB2C90151' | 'AADB2C90157';

type Services = Pick<ProtocolServices, 'db' | 'journeys' | 'clock' | 'logger' | 'tenant'>;

/**
 * Ends a journey without a sign-in and answers its application: AADB2C90091 when the person cancelled, AADB2C90118
 * when they forgot the password and the flow has no reset of its own, AADB2C90128 when they deleted their account,
 * AADB2C90151 and AADB2C90157 after too many wrong codes of a factor or of an address. A sign-in name that was typed goes
 * along with AADB2C90118 as a hint.
 * @throws ProtocolError AADB2C90046 when the journey had ended before.
 */
export async function refuseJourney(
  services: Services,
  journey: Journey,
  code: EndCode,
): Promise<{ response: AuthorizationResponse }> {
  const ended = await inTransientTransaction(services.db, (transaction) =>
    services.journeys.remove(transaction, journey.id),
  );
  if (!ended) throw new ProtocolError('AADB2C90046');
  const loginHint = code === 'AADB2C90118' ? (journey.progress.userName ?? journey.progress.email) : undefined;
  const { correlationId } = journey.request;
  return {
    response: refusedResponse(services, journey.request, { error: new ProtocolError(code), correlationId, loginHint }),
  };
}

/** The answer that carries an error to the application (RFC 6749 4.1.2.1). */
export function refusedResponse(
  { clock, logger, tenant }: Pick<ProtocolServices, 'clock' | 'logger' | 'tenant'>,
  to: AnswerAddress,
  refusal: { error: ProtocolError; correlationId: string; loginHint?: string | undefined },
): AuthorizationResponse {
  const { error, correlationId } = refusal;
  logger.info({ event: 'authorization-refused', code: error.code, correlationId });
  return authorizationResponse(to, {
    error: errorWord(error, tenant),
    error_description: describeError(error, { ...refusal, at: clock() }),
  });
}
