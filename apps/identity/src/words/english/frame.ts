/** What stands around every page. */
export const FRAME = {
  skipToContent: 'Skip to content',
  /** Before the title of a page that refuses a form. */
  errorTitle: (title: string) => `Error: ${title}`,
  errorSummary: 'There is a problem',
  /** After the name of the application. */
  asksYou: 'asks you:',
  cancel: (application: string) => `Cancel and go back to ${application}`,
  confirming: 'You are confirming:',
  continue: 'Continue',
  back: 'Back',
  almostThere: 'Almost there',
  returning: 'You are being returned to the application. If nothing happens, press the button.',
  signedOutTitle: 'Signed out',
  signedOut: 'You are signed out',
  signedOutElsewhere: 'Other applications that you used are being told. In a moment you go on.',
  signedOutAdvice: 'You may close this window. To use an application again, go back to it and sign in.',
  privacy: 'Privacy',
  terms: 'Terms of use',
  support: 'Help',
  newWindow: '(opens a new window)',
};

/** A good word at the top of a page. */
export const NOTICES = {
  'code-sent': 'Verification code has been sent to your inbox. Please copy it to the input box below.',
  'text-sent': 'A verification code is on its way to your telephone.',
  'factor-removed': 'It is removed and confirms nothing any more.',
  'prove-again': 'It is some minutes since you confirmed that it is you. Please do so once more; then choose again.',
  'password-changed': 'Your password is changed. Everything else that was signed in has to sign in again.',
  'sign-in-ended': 'It is signed out. What it still shows ends within the hour.',
  'sign-ins-ended': 'Everything is signed out. What is still shown somewhere ends within the hour.',
  'factor-added': 'It is set up and confirms that it is you from now on.',
  'email-verified': 'E-mail address verified. You can now continue.',
};
