/** Fields that stand on several pages, and what is wrong with them. */
export const FIELDS = {
  email: 'E-mail address',
  emailFault: 'Please enter a valid email address.',
  password: 'Password',
  passwordMissing: 'Please enter your password.',
  /** Beside an empty field that was filled before. */
  passwordNotKept: 'For your safety it was not kept: type it again.',
  checkEmail: 'Check your e-mail',
  changeEmail: 'Change e-mail',
};
