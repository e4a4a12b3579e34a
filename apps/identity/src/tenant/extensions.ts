import type { Extension, UserFlow } from './tenant.ts';

/** Whether a user flow speaks an extension. */
export function speaks({ extensions }: Pick<UserFlow, 'extensions'>, extension: Extension): boolean {
  return extensions.includes(extension);
}

/** Whether ID tokens name the sign-in (`sid`), by which a sign-out is told later. */
export function namesSignIn(userFlow: Pick<UserFlow, 'extensions'>): boolean {
  return speaks(userFlow, 'back-channel-logout') || speaks(userFlow, 'front-channel-logout');
}

/**
 * Whether a run of this user flow shows what a person confirms: it takes authorization details, and no run of it ends
 * without a second factor proven on a page.
 */
export function showsTransactions(userFlow: UserFlow): boolean {
  const { enforcement, reuse } = userFlow.secondFactor;
  const isAskedInEachRun = enforcement === 'always' && reuse === 'never' && userFlow.passkeySignIn !== true;
  return speaks(userFlow, 'pushed-authorization-requests') && isAskedInEachRun;
}
