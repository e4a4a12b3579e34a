import type { CounterDefinitions, Metrics } from '@surety/web';

/** What identity counts. */
export const IDENTITY_COUNTERS = {
  signIns: {
    name: 'surety_identity_sign_ins_total',
    help: 'Sign-ins by outcome: signed-in, wrong-credentials, locked, disabled, expired.',
    labels: ['outcome'],
  },
  lockouts: {
    name: 'surety_identity_lockouts_total',
    help: 'Times an account was locked by wrong passwords.',
    labels: [],
  },
  codesSent: {
    name: 'surety_identity_codes_sent_total',
    help: 'Codes asked for, by purpose and result: sent, too-many-sendings, mail-failed.',
    labels: ['purpose', 'result'],
  },
  codesRefused: {
    name: 'surety_identity_codes_refused_total',
    help: 'Codes that were refused, by purpose and verdict.',
    labels: ['purpose', 'verdict'],
  },
} as const satisfies CounterDefinitions;

export type IdentityMetrics = Metrics<keyof typeof IDENTITY_COUNTERS>;
