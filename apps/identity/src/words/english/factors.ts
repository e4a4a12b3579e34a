import { type HtmlValue, html } from '@surety/web';

/** Confirming that it is oneself, by a second factor. */
export const FACTORS = {
  title: 'Confirm that it is you',
  choiceIntro: (application: string) =>
    `What you do at ${application} needs more than a password. How do you want to confirm it?`,
  choices: {
    'email-code': { title: 'A code by e-mail', text: 'Nothing to set up. We send a code each time.' },
    'authenticator-app': {
      title: 'An authenticator app',
      text: 'Works without mail, on your telephone. We check your e-mail address once, then you scan a picture.',
    },
    'text-message': {
      title: 'A code by text message',
      text: 'To your telephone. We check your e-mail address once, then you tell us the number.',
    },
    passkey: {
      title: 'A passkey',
      text: 'Your fingerprint, face or PIN on this device, or a security key. Nobody can copy it from you.',
    },
  },
  nothingChosen: 'Choose how you want to confirm that it is you.',
  notOffered: 'This choice is not offered here.',
  notOpen: 'This way is not open here.',
  willSendTo: (address: HtmlValue) => html`We send a code to ${address}.`,
  textSentTo: (number: HtmlValue) => html`We sent a code by text message to ${number}. It works for ten minutes.`,
  willTextTo: (number: HtmlValue) => html`We send a code by text message to ${number}.`,
  thenSetUp: {
    'authenticator-app': 'After that you set up your authenticator app.',
    'text-message': 'After that you set up your telephone number.',
    passkey: 'After that you set up your passkey.',
  },
  appInstead: 'Set up an authenticator app instead',
  appIntro: 'Open your authenticator app and type the code that it shows now.',
  appCode: 'Code from your app',
  passkeyIntro: 'Your browser asks for your passkey: your fingerprint, face, PIN or security key.',
  usePasskey: 'Use your passkey',
  passkeyRefused: 'This passkey did not confirm that it is you. Please try again, or use another way.',
  passkeySilent: 'The device did not answer. Try again, or use another way.',
  passkeyNeedsScript: 'Passkeys need JavaScript, which is switched off in this browser. Use another way.',
  recoveryTitle: 'Use a recovery code',
  recoveryIntro: 'Type one of the codes that you kept when you set up your second factor. Each works once.',
  recoveryCode: 'Recovery code',
  recoveryHint: 'Ten letters and digits',
  recoveryMissing: 'Enter one of your recovery codes.',
  /** Buttons that lead from one factor's page to another's. */
  instead: {
    passkey: 'Use your passkey instead',
    'authenticator-app': 'Use your authenticator app instead',
    'text-message': 'Get a code by text message instead',
    'recovery-code': 'Use a recovery code',
  },
};
