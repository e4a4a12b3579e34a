import { z } from 'zod';
import { contactOperations } from './contact-operations.ts';
import { designationProposalSchema } from './designation-schemas.ts';
import type { Operation, Requirement } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { byIdOf, CONFIRMATION, DRAFT, REVERSAL } from './privileged-change.ts';
import { profileOperations } from './profile-operations.ts';
import { reviewOperations } from './review-operations.ts';
import {
  endorsementListSchema,
  endorsementSchema,
  healthSchema,
  policyholderSchema,
  policyListSchema,
  policySchema,
  premiumListSchema,
  reversalRequestSchema,
  reversalSchema,
} from './schemas.ts';

// Control characters are in no name of ours, and PostgreSQL refuses one of them.
const PRINTABLE = /^\P{Cc}*$/u;
const byNumber = z.object({ number: z.string().max(40).regex(PRINTABLE).describe('Policy number') });
const byId = byIdOf('Endorsement id');
const READ: Requirement = { scope: 'Accounts.Read' };

export const operations = {
  getHealth: {
    method: 'GET',
    path: '/health',
    summary: 'Whether the api answers; public',
    success: { status: 200, schema: healthSchema },
  },
  registerPolicyholder: {
    method: 'PUT',
    path: '/policyholder',
    summary:
      "Binds the token's subject to the policyholder with its verified e-mail address; repeating it changes nothing",
    requirement: READ,
    success: { status: 200, schema: policyholderSchema },
  },
  listPolicies: {
    method: 'GET',
    path: '/policies',
    summary: "The caller's policies",
    requirement: READ,
    query: pageQuery,
    success: { status: 200, schema: policyListSchema },
  },
  getPolicy: {
    method: 'GET',
    path: '/policies/{number}',
    summary: "One of the caller's policies, with its `ETag`",
    requirement: READ,
    parameters: byNumber,
    success: { status: 200, schema: policySchema },
    refusals: [404],
  },
  listPremiums: {
    method: 'GET',
    path: '/policies/{number}/premiums',
    summary: 'What was paid for a policy, newest first',
    requirement: READ,
    parameters: byNumber,
    query: pageQuery,
    success: { status: 200, schema: premiumListSchema },
    refusals: [404],
  },
  getPolicySchedule: {
    method: 'GET',
    path: '/policies/{number}/schedule.pdf',
    summary: 'The policy schedule to print: what is insured, for how much, for whom',
    requirement: READ,
    parameters: byNumber,
    success: { status: 200, schema: z.instanceof(Uint8Array), mediaType: 'application/pdf' },
    refusals: [404],
  },
  listEndorsements: {
    method: 'GET',
    path: '/policies/{number}/endorsements',
    summary: 'The history of a policy, newest first',
    requirement: READ,
    parameters: byNumber,
    query: pageQuery,
    success: { status: 200, schema: endorsementListSchema },
    refusals: [404],
  },
  draftEndorsement: {
    ...DRAFT,
    path: '/policies/{number}/endorsements',
    summary: 'Drafts a new designation; nothing changes until it is confirmed',
    parameters: byNumber,
    body: designationProposalSchema,
    success: { status: 201, schema: endorsementSchema },
  },
  getEndorsement: {
    method: 'GET',
    path: '/endorsements/{id}',
    summary: "One of the caller's endorsements, drafts included",
    requirement: READ,
    parameters: byId,
    success: { status: 200, schema: endorsementSchema },
    refusals: [404],
  },
  confirmEndorsement: {
    ...CONFIRMATION,
    path: '/endorsements/{id}/confirmation',
    summary: 'Confirms a drafted change: it takes effect, waits for its day, or goes to review',
    parameters: byId,
    success: { status: 200, schema: endorsementSchema },
  },
  getConfirmation: {
    method: 'GET',
    path: '/endorsements/{id}/confirmation.pdf',
    summary: "A printable confirmation of one of the caller's endorsements that took effect",
    requirement: READ,
    parameters: byId,
    success: { status: 200, schema: z.instanceof(Uint8Array), mediaType: 'application/pdf' },
    refusals: [404, 409],
  },
  reverseEndorsement: {
    ...REVERSAL,
    path: '/reversals',
    summary:
      '"This was not me": undoes a change and freezes further ones; the token of the notice\'s link authorises it, no bearer',
    body: reversalRequestSchema,
    success: { status: 200, schema: reversalSchema },
  },
  ...contactOperations,
  ...profileOperations,
  ...reviewOperations,
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
