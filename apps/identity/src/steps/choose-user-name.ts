import type { FieldError } from '@surety/web';
import { identifiersOf } from '../accounts/sign-in-name.ts';
import { findUserNameFault, parseUserName, USER_NAME_LENGTH } from '../accounts/user-name.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import type { Form, StepContext } from './step.ts';

/** Whether a sign-up asks for a user name: it must where nothing else signs in, and may where the address does as well. */
export function userNameDemand(userFlow: UserFlow): 'required' | 'optional' | undefined {
  const identifiers = identifiersOf(userFlow);
  if (!identifiers.includes('username')) return undefined;
  return identifiers.includes('email') ? 'optional' : 'required';
}

/**
 * Reads the user name that a person wants to have. That somebody has it is told to whoever proved an address: there is no
 * other way to choose one.
 */
export async function readChosenName(
  { services, journey, words }: Pick<StepContext, 'services' | 'journey' | 'words'>,
  form: Form,
): Promise<{ chosen?: { userName: string }; errors: FieldError[] }> {
  const demand = userNameDemand(journey.userFlow);
  const typed = form.username ?? '';
  if (demand === undefined || (demand === 'optional' && typed.trim() === '')) return { errors: [] };
  const [tenantLabel = ''] = services.tenant.name.split('.');
  const fault = findUserNameFault(typed, [tenantLabel]);
  if (fault !== undefined) {
    const message = words.userNames.faults[fault](USER_NAME_LENGTH);
    return { errors: [{ field: 'username', message }] };
  }
  const userName = parseUserName(typed);
  if (userName === undefined) return { errors: [{ field: 'username', message: words.userNames.fault }] };
  const isTaken = (await services.accounts.findByUserName(userName)) !== undefined;
  return isTaken
    ? { errors: [{ field: 'username', message: words.signUp.taken }] }
    : { chosen: { userName }, errors: [] };
}
