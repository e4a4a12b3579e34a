import type { CounterDefinitions, Metrics } from '@surety/web';

/** What the portal counts. */
export const PORTAL_COUNTERS = {
  returns: {
    name: 'surety_portal_returns_total',
    help: 'People who came back from the provider, by why they went there and by outcome: finished, refused by the provider, or unknown.',
    labels: ['purpose', 'outcome'],
  },
} as const satisfies CounterDefinitions;

export type PortalMetrics = Metrics<keyof typeof PORTAL_COUNTERS>;
