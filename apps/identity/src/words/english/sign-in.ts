/** Signing in with a password or a passkey. */
export const SIGN_IN = {
  title: 'Sign in',
  intro: 'Use your e-mail address and your password.',
  /** Why a person is asked to sign in who wanted something else. */
  introBefore: {
    'profile-editing': 'Sign in first to edit your profile.',
    account: 'Sign in first to look after your account.',
  },
  keepSignedIn: 'Keep me signed in',
  keepSignedInHint: 'Not on a computer that others use.',
  submit: 'Sign in',
  forgot: 'Forgot your password?',
  withPasskey: 'Sign in with a passkey',
  noAccount: "Don't have an account?",
  signUp: 'Sign up now',
  passkeyTitle: 'Sign in with a passkey',
  withPassword: 'Sign in with your password',
  passkeyUnknown: 'This passkey is not known here. Please try again, or sign in with your password.',
  tooManyWrong: 'There were too many wrong passwords from your network. Please wait a while, then try again.',
  /** Why nobody is signed in. The words are B2C's; the last two tell who has an account. */
  refusals: {
    locked: 'Your account is temporarily locked to prevent unauthorized use. Try again later.',
    'wrong-credentials': 'Invalid username or password.',
    disabled: 'Your account has been locked. Contact your support person to unlock it, then try again.',
    expired: 'The password has expired. Choose "Forgot your password?" to set a new one.',
    'wrong-password': 'Your password is incorrect.',
    'unknown-account': "We can't seem to find your account.",
  },
};
