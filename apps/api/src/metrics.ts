import type { CounterDefinitions, Metrics } from '@surety/web';

/** What the api counts. */
export const API_COUNTERS = {
  stepUps: {
    name: 'surety_api_step_ups_total',
    help: 'Confirmations by what became of their proof: asked (none was given), met, or why it was refused.',
    labels: ['outcome'],
  },
} as const satisfies CounterDefinitions;

export type ApiMetrics = Metrics<keyof typeof API_COUNTERS>;
