/** Messages with a verification code. */
export const CODE_MAIL = {
  subject: (code: string) => `${code} is your verification code`,
  /** What the code is for, by its purpose. */
  intro: {
    'sign-up': (application: string) => `Your verification code to create your account at ${application} is:`,
    reset: (application: string) => `Your verification code to choose a new password at ${application} is:`,
    'second-factor': (application: string) => `Your verification code to confirm that it is you at ${application} is:`,
  },
  use: (application: string) =>
    `It works for ten minutes, once, and only on the page that asked for it. Nobody from ${application} will ever ask you for it on the telephone or in a message.`,
  ignore: 'If you did not ask for a code, you can ignore this mail: without the code nothing happens.',
  text: (code: string, application: string) =>
    `${code} is your verification code for ${application}. Tell it to nobody.`,
};
