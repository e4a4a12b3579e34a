import type { AuthenticationMethod } from './steps/progress.ts';
import type { Application, UserFlow } from './tenant/tenant.ts';

/** That a person signed in with this browser: what lets the next user flow skip the password. */
export type SsoSession = {
  accountId: string;
  /** When the person last typed a credential, in milliseconds. */
  authenticatedAt: number;
  methods: AuthenticationMethod[];
  expiresAt: Date;
  /** Whether the person asked to be kept signed in: the cookie outlives the browser then. */
  isKept: boolean;
  /** What it belongs to, and ends with. */
  signInId?: string;
};

/** How far a user flow's SSO session reaches, as a key; `undefined` when the flow keeps none. */
export function ssoScopeKey(userFlow: UserFlow, application: Application): string | undefined {
  switch (userFlow.session.scope) {
    case 'tenant':
      return 'tenant';
    case 'application':
      return `application:${application.id}`;
    case 'user-flow':
      return `user-flow:${userFlow.name}`;
    case 'suppressed':
      return undefined;
  }
}
