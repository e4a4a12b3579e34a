import { type ApiAnswer, ApiUnavailable, type ProfileDocument } from '@surety/api-contract';
import type { FieldError } from '@surety/web';
import type { FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';
import { bodyOf, refusalOf } from '../session/api-refusal.ts';
import type { FormFields } from '../session/guard-form.ts';
import { profileFrom } from './form-page.ts';
import { type ProfileTrouble, profileTrouble } from './profile-trouble.ts';

/** What became of a form: saved, or the form again with what is wrong, or a sign-in that must come first. */
export type ProfileOutcome =
  | { kind: 'saved' }
  | { kind: 'form'; violations?: readonly FieldError[]; problem: string; version?: string; status?: number }
  | { kind: 'trouble'; trouble: ProfileTrouble };

const CHANGED_MEANWHILE =
  'Your profile has changed since you opened this page. Nothing of what you entered is lost; send it again if it should still be so.';

/**
 * Asks the api to change the profile; the rules are its own.
 * @throws Refusal
 */
export async function changeProfile(
  { api }: Pick<PortalServices, 'api'>,
  { token, request }: { token: string; request: FastifyRequest },
  fields: FormFields,
): Promise<ProfileOutcome> {
  const answer = await unlessAway(() =>
    api.changeProfile({ token, ifMatch: fields.version ?? '', body: profileFrom(fields) }),
  );
  if (answer === 'away') return { kind: 'form', status: 503, problem: AWAY };
  if (answer.ok) return { kind: 'saved' };
  const { status, problem } = answer;
  request.log.info({ event: 'profile-change-refused', status, code: problem.code });
  if (status === 422 || status === 400)
    return { kind: 'form', violations: problem.violations ?? [], problem: problem.detail };
  if (status === 412 || status === 428) {
    const now = await api.getProfile({ token });
    bodyOf(now);
    return { kind: 'form', problem: CHANGED_MEANWHILE, version: (now.ok && now.etag) || '' };
  }
  const trouble = profileTrouble(answer);
  if (trouble === undefined) throw refusalOf(answer);
  if (trouble.mendedBy === 'sign-in') return { kind: 'trouble', trouble };
  return { kind: 'form', status: 503, problem: `${trouble.says} What you entered is still here.` };
}

const AWAY = 'Our own service did not answer. What you entered is still here: send it again in a moment.';

async function unlessAway(
  ask: () => Promise<ApiAnswer<ProfileDocument>>,
): Promise<ApiAnswer<ProfileDocument> | 'away'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ApiUnavailable) return 'away';
    throw error;
  }
}
