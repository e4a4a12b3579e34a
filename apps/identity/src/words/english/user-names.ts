import { type HtmlValue, html } from '@surety/web';

/** User names, where a user flow takes them. */
export const USER_NAMES = {
  label: 'User name',
  optionalLabel: 'User name (optional)',
  eitherLabel: 'User name or e-mail address',
  newHint: ({ shortest, longest }: { shortest: number; longest: number }) =>
    `You sign in with it. ${shortest} to ${longest} characters: letters without accents, digits, dots, hyphens and underscores.`,
  fault: 'Please enter a valid user name.',
  noAddress: 'Please enter your user name, not an e-mail address.',
  signInIntro: 'Use your user name and your password.',
  signInIntroEither: 'Use your user name or your e-mail address, and your password.',
  resetIntro: 'We send a code to the e-mail address of your account; with it you choose a new password.',
  /** Says the same whether anybody has the name or not. */
  sentTo: (name: HtmlValue) =>
    html`If somebody has the user name ${name}, we sent a code to their e-mail address. It works for ten minutes.`,
  change: 'Change user name',
  youAre: (email: HtmlValue, name: HtmlValue) => html`You are ${email}, with the user name ${name}.`,
  /** What is wrong with a name that somebody wants to have, by {@link UserNameFault}. */
  faults: {
    missing: () => 'Please enter a user name.',
    address: () => 'A user name is no e-mail address: leave the @ and what follows it out.',
    letters: () => 'Use only the letters a to z without accents, digits, dots, hyphens and underscores.',
    length: ({ shortest, longest }: { shortest: number; longest: number }) =>
      `The user name must be between ${shortest} and ${longest} characters.`,
    marks: () => 'A user name begins and ends with a letter or a digit, and has no two dots in a row.',
    reserved: () => 'This user name cannot be chosen. Please choose a different one.',
  },
};
