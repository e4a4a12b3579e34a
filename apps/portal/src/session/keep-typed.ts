import { ApiUnavailable } from '@surety/api-contract';
import { ProviderUnavailable } from '@surety/oauth';
import { Refusal, TOO_MANY_REQUESTS } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientRefused } from '../relying-party/client-refused.ts';
import { parseReturnPath } from '../return-path.ts';
import type { PortalServices } from '../services.ts';
import type { FormFields } from './guard-form.ts';
import { type ParkingPlace, parkFields } from './receive-parkable-form.ts';
import { SignInNeeded } from './signed-in.ts';

/** Something is away for a while; what was typed is kept, and `resumeAt` shows it again. */
export class FormKept extends Error {
  override readonly name = 'FormKept';
  readonly resumeAt: string;

  constructor(resumeAt: string, cause: unknown) {
    super('a form is kept', { cause });
    this.resumeAt = resumeAt;
  }
}

type Received = ParkingPlace & { fields: FormFields };

/**
 * Does what a received form asks for. When that cannot be done now, because the api or the provider is away or lets nobody in, somebody asks
 * too often, or a new sign-in is needed first, what was typed is parked for this browser.
 * @throws FormKept, SignInNeeded, and what `work` throws
 */
export async function keepTyped<Result>(
  services: PortalServices,
  browser: { request: FastifyRequest; reply: FastifyReply },
  { resumeAt, ...received }: Received,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const needsSignIn = error instanceof SignInNeeded;
    if (!needsSignIn && !isForNow(error)) throw error;
    await parkFields(services, browser, received);
    throw needsSignIn ? new SignInNeeded(parseReturnPath(resumeAt)) : new FormKept(resumeAt, error);
  }
}

function isForNow(error: unknown): boolean {
  if (error instanceof Refusal) return error.code === TOO_MANY_REQUESTS || error.status === 429;
  return [ApiUnavailable, ProviderUnavailable, ClientRefused].some((kind) => error instanceof kind);
}
