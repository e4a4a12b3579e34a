import { type Html, html } from '@surety/web';

type Notice = { kind: 'success' | 'info'; text: string };

/** Sentences that an address may ask for by name; nothing from an address is ever printed. */
const NOTICES: Readonly<Record<string, Notice>> = {
  'sign-in-cancelled': { kind: 'info', text: 'You cancelled the sign-in. You can start again whenever you like.' },
  'password-unchanged': { kind: 'info', text: 'You cancelled. Your password is what it was.' },
  'profile-unchanged': { kind: 'info', text: 'You cancelled. Your profile is what it was.' },
  'profile-saved': { kind: 'success', text: 'Your profile is saved.' },
  'profile-changed': {
    kind: 'success',
    text: 'Your profile is saved. Where your name stands elsewhere, it changes the next time you sign in.',
  },
  'account-deleted': {
    kind: 'info',
    text: 'Your account at the sign-in service is deleted, and you are signed out. Your policies stay; write to us about them.',
  },
  'confirmation-cancelled': { kind: 'info', text: 'You did not finish the confirmation. Nothing was changed.' },
  'change-recorded': { kind: 'success', text: 'Your change is recorded. It counts from today.' },
  'change-in-review': {
    kind: 'info',
    text: 'Your change is confirmed. We look at it before it takes effect, and tell you what became of it.',
  },
  'change-waits': { kind: 'success', text: 'Your change is confirmed. It takes effect by itself on its day.' },
  'decision-cancelled': { kind: 'info', text: 'You did not finish the confirmation. Nothing was decided.' },
  decided: { kind: 'success', text: 'Your decision is carried out, and the policyholder is told.' },
  'consent-recorded': { kind: 'success', text: 'The consent is recorded. Somebody else has to approve the change.' },
  'contact-changed': {
    kind: 'success',
    text: 'Your contact data are changed. We have told you at the old and the new address.',
  },
  'signed-out-here': {
    kind: 'info',
    text: 'You are signed out of this portal. The sign-in service could not be reached: close the browser to be signed out there too.',
  },
};

/** Puts the sentence that an address names above a page. */
export function noticeFor(name: unknown, body: Html): Html {
  const notice = typeof name === 'string' && Object.hasOwn(NOTICES, name) ? NOTICES[name] : undefined;
  if (notice === undefined) return body;
  return html`<div class="alert ${notice.kind} page-notice" role="status"><p>${notice.text}</p></div>
${body}`;
}
