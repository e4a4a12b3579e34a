import type { BrokenLink } from './verify-audit.ts';

/** What is wrong, and where, in one sentence. */
export function brokenLinkInWords({ policyholderId, position, policyNumber, reason }: BrokenLink): string {
  switch (reason) {
    case 'event-changed':
      return `The audit is broken: event ${position} of policyholder ${policyholderId} was changed, moved or put in.`;
    case 'event-missing':
      return `The audit is broken: event ${position} of policyholder ${policyholderId} is missing.`;
    case 'head-differs':
      return `The audit is broken: the chain of policyholder ${policyholderId} has event ${position} as its last, and its head says otherwise.`;
    case 'policy-differs':
      return `The audit is broken: policy ${policyNumber} of policyholder ${policyholderId} does not hold the beneficiaries that its events tell of.`;
  }
}
