import type { AuthenticationMethod } from '../steps/progress.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import type { Language } from '../words/language.ts';

/** Everything that is ever written to identity's audit; nothing else is. No address, token, code or password stands in it. */
export type SecurityEvent =
  | { event: 'account-created'; userFlow: string }
  | { event: 'account-created'; by: 'operator' }
  | { event: 'signed-in'; application: string; userFlow: string; methods: readonly AuthenticationMethod[] }
  | { event: 'sign-in-refused'; reason: 'wrong-password' | 'disabled' }
  | {
      event: 'locked';
      /** Which lock in a row this is; each later one may last longer. */
      locks: number;
    }
  | { event: 'second-factor-refused'; method: SecondFactorMethod }
  | {
      /** Whether External ID took the password over, or asked its person for a better one. */
      event: 'password-migrated';
      outcome: 'taken-over' | 'to-be-changed';
    }
  | { event: 'password-reset'; userFlow: string }
  | { event: 'profile-edited'; attributes: readonly string[] }
  | { event: 'factor-added'; method: SecondFactorMethod }
  | { event: 'factor-replaced'; method: SecondFactorMethod }
  | { event: 'recovery-codes-made' }
  | { event: 'recovery-code-used'; left: number }
  | { event: 'factor-removed'; method: SecondFactorMethod; by: 'person' | 'operator' }
  | { event: 'account-disabled' }
  | { event: 'account-enabled' }
  | { event: 'password-changed'; by: 'person' | 'operator' }
  /** An operator asks for another password, or does so no longer. */
  | { event: 'password-change-demanded'; isDemanded: boolean }
  | { event: 'session-ended'; signIn: string }
  | { event: 'all-sessions-ended' }
  | { event: 'data-exported' }
  | { event: 'account-deleted'; by: 'person' | 'operator' };

/**
 * The person an event is about, and the name of the application at which it happened. Address, application and language are
 * for the mail; the audit names the object id alone.
 */
export type Affected = { id: string; email: string; application?: string; language?: Language };
