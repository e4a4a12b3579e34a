import type { FieldError } from '@surety/web';
import { parseEmailAddress } from '../accounts/email-address.ts';
import { findPasswordFault, passwordRuleOf } from '../accounts/password-rule.ts';
import { identifiersOf, parseSignInName, type SignInName } from '../accounts/sign-in-name.ts';
import type { SignInIdentifier, UserFlow } from '../tenant/tenant.ts';
import type { Form, StepContext } from './step.ts';

/** Reads the body of a form: text fields, each once. Repeated fields count as not given. */
export function readForm(body: unknown): Form {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What may be shown again after a refusal: everything that was typed, except passwords and codes. */
export function showable(form: Form): Form {
  const {
    password: _password,
    confirmation: _confirmation,
    code: _code,
    passkey: _passkey,
    current: _current,
    ...rest
  } = form;
  return rest;
}

/** Reads the address of a form, or says what is wrong with it. */
export function readEmail({ words }: Pick<StepContext, 'words'>, form: Form): { email?: string; errors: FieldError[] } {
  const email = parseEmailAddress(form.email ?? '');
  if (email !== undefined) return { email, errors: [] };
  return { errors: [{ field: 'email', message: words.fields.emailFault }] };
}

/** What the field for the sign-in name of a user flow is called. */
export function signInField(userFlow: Pick<UserFlow, 'identifiers'>): 'email' | 'username' {
  return identifiersOf(userFlow).includes('username') ? 'username' : 'email';
}

/** Reads the sign-in name of a form by one of the identifiers, or says what is wrong with it. */
export function readSignInName(
  context: Pick<StepContext, 'words'>,
  identifiers: readonly SignInIdentifier[],
  form: Form,
): { name?: SignInName; errors: FieldError[] } {
  const field = signInField({ identifiers });
  if (field === 'email') {
    const { email, errors } = readEmail(context, form);
    return email === undefined ? { errors } : { name: { email }, errors };
  }
  const { fault, noAddress } = context.words.userNames;
  const name = parseSignInName(identifiers, form[field] ?? '');
  if (name !== undefined) return { name, errors: [] };
  const isAddress = (form[field] ?? '').includes('@') && !identifiers.includes('email');
  return { errors: [{ field, message: isAddress ? noAddress : fault }] };
}

/** Reads a six-digit code, spaces and hyphens aside. */
export function readCode({ words }: Pick<StepContext, 'words'>, form: Form): { code?: string; errors: FieldError[] } {
  const code = (form.code ?? '').replace(/[\s-]/g, '');
  if (/^[0-9]{6}$/.test(code)) return { code, errors: [] };
  return { errors: [{ field: 'code', message: words.codes.missing }] };
}

/** Reads a new password and its repetition, by the rule of the user flow. */
export async function readNewPassword(
  { services, journey, words }: Pick<StepContext, 'services' | 'journey' | 'words'>,
  form: Form,
): Promise<{ password: string; errors: FieldError[] }> {
  const password = form.password ?? '';
  const isBreached = await services.breachedPasswords.has(password);
  const rule = passwordRuleOf(journey.userFlow);
  const fault = findPasswordFault(password, rule) ?? (isBreached ? 'common' : undefined);
  if (fault !== undefined)
    return { password, errors: [{ field: 'password', message: words.passwords.faults[fault](rule) }] };
  if (password === form.confirmation) return { password, errors: [] };
  return { password, errors: [{ field: 'confirmation', message: words.passwords.mismatch }] };
}
