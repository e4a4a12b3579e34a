import type { FieldError } from '@surety/web';
import { shownName } from '../branding/branding.ts';
import type { CodePurpose, CodeRequest } from '../factors/code-request.ts';
import type { CodeVerdict } from '../factors/verification-codes.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { readCode } from './form.ts';
import { type Form, type Outcome, refuse, type StepContext } from './step.ts';

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

/** Judges the code of a form; answers what comes of it unless it is right. */
export async function judgeCode(context: StepContext, asked: Asked, form: Form): Promise<Outcome | undefined> {
  const { services, journey } = context;
  const { code, errors } = readCode(context, form);
  if (code === undefined) return { kind: 'refused', errors };
  const verdict = await services.codes.judge(requestOf(context, asked), code);
  if (verdict === 'right') return undefined;
  services.metrics.count('codesRefused', { purpose: asked.purpose, verdict });
  services.logger.info({ event: 'code-refused', verdict, purpose: asked.purpose, userFlow: journey.userFlow.name });
  const id = journey.progress.accountId;
  const method = METHODS[asked.purpose];
  if (verdict === 'wrong' && method !== undefined && id !== undefined) {
    const happened = { event: 'second-factor-refused', method } as const;
    services.securityEvents.recordUnseen({ id, email: asked.address }, happened);
  }
  return refuseCode(context, verdict, method === undefined ? 'AADB2C90157' : 'AADB2C90151');
}

/** Refuses a code on the page; after too many the application hears of it instead, where the user flow says so. */
export function refuseCode(
  { journey, words }: StepContext,
  verdict: Exclude<CodeVerdict, 'right'>,
  code: 'AADB2C90151' | 'AADB2C90157' = 'AADB2C90151',
): Outcome {
  if (verdict === 'too-many-tries' && journey.userFlow.tooManyTries === 'application') return { kind: 'end', code };
  return refuse('code', words.codes.faults[verdict]);
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
