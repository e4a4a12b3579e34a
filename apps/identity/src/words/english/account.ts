import { type HtmlValue, html } from '@surety/web';

/** What people look after themselves. */
export const ACCOUNT = {
  title: 'Your account',
  youAre: (address: HtmlValue) => html`You are ${address}.`,
  factors: 'How you confirm that it is you',
  passkey: 'Passkey',
  passkeySince: (day: HtmlValue) => html`Passkey since ${day}`,
  passkeyWhere: 'On this device, a telephone or a security key',
  app: 'Authenticator app',
  text: 'Text message',
  recoveryCodes: 'Recovery codes',
  left: (codes: number) => `${codes} left`,
  makeNew: 'Make new ones',
  email: 'Code by e-mail',
  emailIdle: 'Not while you have something stronger',
  nothingToSetUp: 'Nothing to set up',
  isSetUp: 'Set up',
  notSetUp: 'Not set up',
  setUp: 'Set up',
  add: 'Add',
  change: 'Change',
  replace: 'Replace',
  remove: 'Remove',
  passwordAndSignIns: 'Password and sign-ins',
  password: 'Password',
  passwordState: 'Known to you alone',
  signedIn: 'Signed in',
  places: (count: number) => (count === 1 ? 'In one place' : `In ${count} places`),
  look: 'Look',
  data: 'Your data',
  download: 'Download my data',
  delete: 'Delete my account',
  done: 'Done',
  backToAccount: 'Back to your account',
};

export const ACCOUNT_PASSKEY = {
  title: 'Your passkey',
  setUpOn: (day: string) => `Set up on ${day}.`,
  save: 'Save the name',
  remove: 'Remove this passkey',
};

export const ACCOUNT_PASSWORD = {
  title: 'Change your password',
  intro: 'Everything else that is signed in has to sign in again afterwards.',
  current: 'Your present password',
  submit: 'Change the password',
};

export const ACCOUNT_SIGN_INS = {
  title: 'Where you are signed in',
  intro: 'End what you do not recognise, then change your password.',
  nowhere: 'Nowhere at the moment.',
  /** A browser on a system, as both call themselves. */
  browser: (browser: string | undefined, system: string | undefined) =>
    system === undefined ? (browser ?? 'A browser') : `${browser ?? 'A browser'} on ${system}`,
  application: 'An application',
  here: '(this browser)',
  used: (last: HtmlValue, first: HtmlValue) => html`last used ${last}, since ${first}`,
  goesOn: (until: HtmlValue) => html`Signed out here; the application may go on until ${until} at most.`,
  end: 'End',
  endAll: 'End all',
};

export const ACCOUNT_DELETE = {
  title: 'Delete your account',
  intro: (address: HtmlValue) =>
    html`Your account ${address} is deleted for good: profile, password, second factors, and everything that is signed in. Nobody can bring it back.`,
  whatStays: (application: string) =>
    `A record of sign-ins and changes stays, under a number that names nobody. What ${application} itself keeps about you is a matter between you and ${application}.`,
  understood: 'I want to delete my account',
  notUnderstood: 'Tick the box to say that you want this.',
};
