import type { SecondFactorMethod } from '../../tenant/tenant.ts';

/** Subject and paragraphs of a mail. */
export type MailText = readonly [subject: string, ...paragraphs: string[]];

const FACTORS: Record<SecondFactorMethod, string> = {
  'email-code': 'codes by e-mail',
  'authenticator-app': 'an authenticator app',
  'text-message': 'a telephone number',
  passkey: 'a passkey',
  'recovery-code': 'a recovery code',
};

const RECOVER = 'choose "Forgot your password?" at your next sign-in and set a new password now';

/** An account, as its mail calls it: that of an application, or, where an operator did it, just the person's. */
function at(application: string | undefined): string {
  return application === undefined ? 'your account' : `your account at ${application}`;
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** What people are told about the safety of their account. */
export const SECURITY_MAIL = {
  passwordChanged: (application: string | undefined): MailText => [
    'Your password was changed',
    `The password of ${at(application)} was just changed. Wherever else it is signed in, it has to sign in again; a page that is open there may notice only after a while.`,
    `If this was you, there is nothing to do. If it was not, ${RECOVER}; then check that nobody else can read your mail.`,
  ],
  factorAdded: (application: string | undefined, method: SecondFactorMethod): MailText => [
    `${capital(FACTORS[method])} was added to your account`,
    `From now on ${FACTORS[method]} confirms that it is you when you sign in to ${at(application)}.`,
    `If this was not you, somebody else can read your mail and knows your password: ${RECOVER}, and ask us to remove it.`,
  ],
  factorReplaced: (application: string | undefined, method: SecondFactorMethod): MailText => [
    `${capital(FACTORS[method])} of your account was replaced`,
    `From now on another one confirms that it is you when you sign in to ${at(application)}. The former one is worth nothing any more.`,
    `If this was not you, ${RECOVER}, and tell us.`,
  ],
  factorRemoved: (method: SecondFactorMethod): MailText => [
    'The second factor of your account was removed',
    `${capital(FACTORS[method])} no longer confirms that it is you. You choose another second factor when one is needed next.`,
    `If you did not ask for this, ${RECOVER}, and tell us.`,
  ],
  recoveryCodesMade: (application: string | undefined): MailText => [
    'New recovery codes were made for your account',
    `New recovery codes were made for ${at(application)}. Older ones are worth nothing any more.`,
    `If this was not you, ${RECOVER}, and tell us.`,
  ],
  recoveryCodeUsed: (application: string | undefined, left: number): MailText => [
    'A recovery code of your account was used',
    `A recovery code just confirmed that it is you at ${at(application)}. It works no second time; ${left} ${left === 1 ? 'is' : 'are'} left.`,
    `If this was not you, ${RECOVER}, and make new recovery codes.`,
  ],
  locked: [
    'Your account is locked for a minute',
    'Somebody typed wrong passwords for your account many times in a row. Nobody can sign in to it for a minute; further wrong passwords lock it again, for longer.',
    'If this was you, wait a minute, or choose "Forgot your password?". If it was not, your password was not found out; make sure it is one that you use nowhere else.',
  ] as MailText,
  deleted: [
    'Your account was deleted',
    'Your account was deleted, with its password, its second factors and everything it was signed in to.',
    'If you did not ask for this, tell us.',
  ] as MailText,
};
