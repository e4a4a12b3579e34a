import type { FieldError } from '@surety/web';
import { shownName } from '../branding/branding.ts';
import type { CodePurpose, CodeRequest } from '../factors/code-request.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { readCode } from './form.ts';
import type { Form, StepContext } from './step.ts';

type Asked = Pick<CodeRequest, 'purpose' | 'address' | 'isHidden'>;

/** What a code of this purpose proves besides an address. */
const METHODS: Partial<Record<CodePurpose, SecondFactorMethod>> = {
  'second-factor': 'email-code',
  'text-message': 'text-message',
};

/** Sends a new code; answers what went wrong, beside `field`. */
export async function sendCode(context: StepContext, asked: Asked, field: string): Promise<FieldError[]> {
  const { services, journey, words } = context;
  const result = await services.codes.send(requestOf(context, asked));
  services.metrics.count('codesSent', { purpose: asked.purpose, result });
  services.logger.info({ event: 'code-requested', result, purpose: asked.purpose, userFlow: journey.userFlow.name });
  return result === 'sent' ? [] : [{ field, message: words.codes.faults[result] }];
}

/** Judges the code of a form; answers what is wrong with it. */
export async function judgeCode(context: StepContext, asked: Asked, form: Form): Promise<FieldError[]> {
  const { services, journey, words } = context;
  const { code, errors } = readCode(context, form);
  if (code === undefined) return errors;
  const verdict = await services.codes.judge(requestOf(context, asked), code);
  if (verdict === 'right') return [];
  services.metrics.count('codesRefused', { purpose: asked.purpose, verdict });
  services.logger.info({ event: 'code-refused', verdict, purpose: asked.purpose, userFlow: journey.userFlow.name });
  const id = journey.progress.accountId;
  const method = METHODS[asked.purpose];
  if (verdict === 'wrong' && method !== undefined && id !== undefined) {
    const happened = { event: 'second-factor-refused', method } as const;
    services.securityEvents.recordUnseen({ id, email: asked.address }, happened);
  }
  return [{ field: 'code', message: words.codes.faults[verdict] }];
}

function requestOf({ journey, network }: StepContext, asked: Asked) {
  const { accountId } = journey.progress;
  return {
    ...asked,
    network,
    journeyId: journey.id,
    application: shownName(journey.application),
    language: journey.language,
    accountId,
  };
}
