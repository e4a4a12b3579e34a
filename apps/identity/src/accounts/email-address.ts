export { parseEmailAddress } from '@surety/web';

/** The address as far as a page may show it before the person proved it is theirs: `a•••@demo.example`. */
export function maskEmailAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
