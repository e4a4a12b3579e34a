import { type MarketRules, UNITED_STATES } from '@surety/insurance';

/** Policyholders of the stage: what their tokens say of them. */
export const ADA = { sub: 'ada', emails: ['ada@demo.example'] };
export const BEN = { sub: 'ben', emails: ['ben@demo.example'] };

/** Two of the insurer's staff; their tokens say so. */
export const STELLA = { sub: 'stella', emails: ['stella@demo.example'], extension_Roles: 'staff' };
export const SAM = { sub: 'sam', emails: ['sam@demo.example'], extension_Roles: 'Auditor Staff' };

/** Where the insurer hears of reported changes. */
export const INSURER = 'reports@insurer.example';

/** Where links lead. */
export const PORTAL = 'https://portal.example';

/** A market in which many changes are nothing unusual, for tests about something else. */
export const CALM: MarketRules = { ...UNITED_STATES, manyChanges: { count: 1_000_000, withinDays: 30 } };
