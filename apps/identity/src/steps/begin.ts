import { identifiersOf, parseSignInName } from '../accounts/sign-in-name.ts';
import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { SsoSession } from '../sso-session.ts';
import type { UserFlow, UserFlowKind } from '../tenant/tenant.ts';
import { nextStep } from './next-step.ts';
import type { Progress, StepName } from './progress.ts';

/** Where a run begins when nobody is signed in. */
const FIRST_STEPS: Record<UserFlowKind, StepName> = {
  'sign-up-and-sign-in': 'sign-in',
  'sign-in': 'sign-in',
  'sign-up': 'sign-up-email',
  'profile-editing': 'sign-in',
  account: 'sign-in',
  'password-reset': 'reset-email',
  // It has no pages: the authorization endpoint does not know it.
  'resource-owner-password': 'sign-in',
};

/**
 * What a run of a user flow knows at its start. A session stands in for the password, never for making an account or
 * a new password, and for the second factor only where the flow allows reuse.
 */
export function begin(run: {
  userFlow: UserFlow;
  request: Pick<AuthorizationRequest, 'loginHint'>;
  session: SsoSession | undefined;
  /** What the rules of a conditional second factor say of this session. */
  isFactorAsked?: boolean;
}): Progress {
  const { userFlow, request, session, isFactorAsked } = run;
  const makesCredential = userFlow.kind === 'sign-up' || userFlow.kind === 'password-reset';
  if (session && !makesCredential) return beginWithSession(userFlow, session, isFactorAsked);
  return {
    step: FIRST_STEPS[userFlow.kind],
    methods: [],
    ...parseSignInName(identifiersOf(userFlow), request.loginHint ?? ''),
  };
}

function beginWithSession(userFlow: UserFlow, session: SsoSession, isFactorAsked: boolean | undefined): Progress {
  const methods =
    userFlow.secondFactor.reuse === 'never' ? session.methods.filter((method) => method === 'pwd') : session.methods;
  const progress: Progress = {
    step: 'done',
    accountId: session.accountId,
    authenticatedAt: session.authenticatedAt,
    methods,
    ...(session.isKept && { isKept: true }),
    ...(isFactorAsked !== undefined && { isFactorAsked }),
  };
  return { ...progress, step: nextStep(userFlow, progress) };
}
