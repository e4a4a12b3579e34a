import { type BrokenLink, brokenLinkInWords as linkInWords } from '@surety/database';
import type { DifferingPolicy } from './verify-audit.ts';

/** What is wrong, and where, in one sentence. */
export function brokenLinkInWords(broken: BrokenLink | DifferingPolicy): string {
  if (broken.reason !== 'policy-differs') return linkInWords(broken, 'policyholder');
  const { policyNumber, ownerId } = broken;
  return `The audit is broken: policy ${policyNumber} of policyholder ${ownerId} does not hold the beneficiaries that its events tell of.`;
}
