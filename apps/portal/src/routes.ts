import { consentPath, contactReversalPath, reversalPath } from '@surety/api-contract';

/** The portal's site map. Patterns are for the router, functions make links. */
export const ROUTES = {
  home: '/',
  status: '/status',
  signIn: '/sign-in',
  callback: '/sign-in/callback',
  passwordReset: '/sign-in/password-reset',
  passwordChanged: '/sign-in/password-changed',
  signOut: '/sign-out',
  frontChannelSignOut: '/sign-out/front-channel',
  backChannelSignOut: '/sign-out/back-channel',
  policies: '/policies',
  policy: '/policies/:number',
  schedule: '/policies/:number/schedule.pdf',
  premiums: '/policies/:number/premiums',
  beneficiaries: '/policies/:number/beneficiaries',
  history: '/policies/:number/changes',
  change: '/changes/:id',
  confirmation: '/changes/:id/confirmation',
  confirmationDocument: '/changes/:id/confirmation.pdf',
  /** Where the link of a notice leads, and where its page is sent. */
  reversal: reversalPath(':token'),
  reversals: '/reversals',
  /** Where the letter that asks for a consent leads, and where its page is sent. */
  consent: consentPath(':token'),
  consents: '/consents',
  /** What staff do. */
  reviews: '/staff/reviews',
  review: '/staff/reviews/:id',
  decisions: '/staff/reviews/:id/decisions',
  /** Contact data of record, the form that changes them, and the changes. */
  contact: '/account/contact',
  contactForm: '/account/contact/edit',
  contactChange: '/contact-changes/:id',
  contactConfirmation: '/contact-changes/:id/confirmation',
  contactReversal: contactReversalPath(':token'),
  contactReversals: '/contact-reversals',
  claims: '/claims',
  account: '/account',
  profileEditing: '/account/profile-editing',
  /** Where the api keeps profiles: the form, and the way to a sign-in that the provider wants first. */
  profile: '/account/profile',
  profileSignIn: '/account/profile/sign-in',
  accountSecurity: '/account/security',
  healthLive: '/health/live',
  healthReady: '/health/ready',
} as const;

/** The page of one policy. */
export function policyHref(number: string): string {
  return `/policies/${encodeURIComponent(number)}`;
}

/** The schedule of a policy to print. */
export function scheduleHref(number: string): string {
  return `${policyHref(number)}/schedule.pdf`;
}

/** Premiums of a policy from a cursor on. */
export function premiumsHref(number: string, cursor: string): string {
  return `${policyHref(number)}/premiums?cursor=${encodeURIComponent(cursor)}`;
}

/** Where the form that changes a policy's beneficiaries may take its first lines from. */
export type FormSource = { from: string } | { resume: true };

/** The form that changes a policy's beneficiaries. */
export function beneficiariesHref(number: string, source?: FormSource): string {
  const base = `${policyHref(number)}/beneficiaries`;
  if (source === undefined) return base;
  return 'from' in source ? `${base}?from=${encodeURIComponent(source.from)}` : `${base}?resume=1`;
}

/** The changes of a policy, from a cursor on. */
export function historyHref(number: string, cursor?: string): string {
  return `${policyHref(number)}/changes${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`;
}

/** Changes under review, from a cursor on. */
export function reviewsHref(cursor: string): string {
  return `${ROUTES.reviews}?cursor=${encodeURIComponent(cursor)}`;
}

/** A drafted or recorded change. */
export function changeHref(id: string, notice?: string): string {
  return `/changes/${encodeURIComponent(id)}${notice === undefined ? '' : `?notice=${notice}`}`;
}

/** Where a drafted change is confirmed. */
export function confirmationHref(id: string): string {
  return `/changes/${encodeURIComponent(id)}/confirmation`;
}

/** The printable confirmation of a recorded change. */
export function confirmationDocumentHref(id: string): string {
  return `${confirmationHref(id)}.pdf`;
}

/** A drafted or recorded change of contact data. */
export function contactChangeHref(id: string): string {
  return `/contact-changes/${encodeURIComponent(id)}`;
}

/** A change under review. */
export function reviewHref(id: string, notice?: string): string {
  return `/staff/reviews/${encodeURIComponent(id)}${notice === undefined ? '' : `?notice=${notice}`}`;
}

/** Where a decision about a change under review is sent. */
export function decisionsHref(reviewId: string): string {
  return `${reviewHref(reviewId)}/decisions`;
}

/** Where sign-in starts; afterwards the person is back at `returnPath`. */
export function signInHref(returnPath?: string): string {
  return returnPath === undefined ? ROUTES.signIn : `${ROUTES.signIn}?return_to=${encodeURIComponent(returnPath)}`;
}

/** A page of ours with one of our sentences on it. */
export function withNotice(path: string, notice: string): string {
  return `${path}?notice=${notice}`;
}
