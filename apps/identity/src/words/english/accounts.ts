/** Making an account. */
export const SIGN_UP = {
  title: 'Create your account',
  emailIntro: 'First we make sure that your e-mail address is yours: we send it a code.',
  /** B2C's words. */
  taken: 'A user with the specified ID already exists. Please choose a different one.',
  haveAccount: 'Already have an account?',
  isYours: 'Is it your account?',
  signIn: 'Sign in',
  detailsIntro: 'Choose a password and tell us who you are.',
  create: 'Create',
};

/** A forgotten password. */
export const RESET = {
  title: 'Reset your password',
  intro: 'We send a code to your e-mail address; with it you choose a new password.',
  noAccount: 'No account yet?',
  remembered: 'Remembered it?',
  newTitle: 'Choose a new password',
  newIntro:
    'Wherever else you are signed in, you will have to sign in again. A page that is open there may notice only after a while.',
};

/** Editing the profile. */
export const PROFILE = {
  title: 'Edit your profile',
  intro: 'These details go with you wherever you sign in with this account.',
  emailHint: 'You sign in with it, so it cannot be changed here.',
};
