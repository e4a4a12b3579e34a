import { inNetworks } from '@surety/web';
import { z } from 'zod';

const days = (least: number, most: number) => z.int().min(least).max(most);

const networks = z
  .array(z.string().refine(isNetwork, 'write an address or a network such as 10.1.0.0/16'))
  .min(1)
  .exactOptional();

const factorRule = z
  .strictObject({
    newBrowser: z.literal(true).exactOptional().describe('the person never signed in with this browser'),
    daysSinceFactor: days(0, 365).exactOptional().describe('days since the last second factor'),
    applications: z.array(z.guid('write a GUID')).min(1).exactOptional().describe('one of these asks'),
    networks: networks.describe('from one of these'),
    outsideNetworks: networks.describe('from none of these'),
  })
  .refine((rule) => Object.keys(rule).length > 0, 'name at least one condition');

/** How a tenant file describes the second factor of a user flow. */
export const secondFactor = z.strictObject({
  enforcement: z
    .enum(['off', 'always', 'conditional'])
    .default('off')
    .describe('conditional: everybody sets one up; asked for when one of the rules in when holds'),
  when: z.array(factorRule).exactOptional().describe('rules of conditional; of each rule everything must hold'),
  methods: z.array(z.enum(['email-code', 'authenticator-app', 'text-message', 'passkey', 'recovery-code'])).default([]),
  reuse: z
    .enum(['session', 'never'])
    .default('session')
    .describe('whether a factor proven earlier in the session counts'),
});

function isNetwork(text: string): boolean {
  try {
    inNetworks([text]);
    return true;
  } catch {
    return false;
  }
}
