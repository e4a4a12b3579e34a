import {
  contactChangeSchema,
  contactHistorySchema,
  contactProposalSchema,
  contactReversalSchema,
  contactSchema,
} from './contact-schemas.ts';
import type { Operation, Requirement } from './operation.ts';
import { pageQuery } from './page-query.ts';
import { byIdOf, CONFIRMATION, DRAFT, REVERSAL } from './privileged-change.ts';
import { reversalRequestSchema } from './schemas.ts';

const READ: Requirement = { scope: 'Accounts.Read' };
const byId = byIdOf('Id of a change of contact data');

/** Contact data of record; changing them is privileged as changing beneficiaries is. */
export const contactOperations = {
  getContact: {
    method: 'GET',
    path: '/policyholder/contact',
    summary: "The caller's contact data of record, with their `ETag`",
    requirement: READ,
    success: { status: 200, schema: contactSchema },
    refusals: [404],
  },
  listContactChanges: {
    method: 'GET',
    path: '/policyholder/contact/changes',
    summary: "The history of the caller's contact data",
    requirement: READ,
    query: pageQuery,
    success: { status: 200, schema: contactHistorySchema },
    refusals: [404],
  },
  draftContactChange: {
    ...DRAFT,
    path: '/policyholder/contact/changes',
    summary: 'Drafts new contact data; nothing changes until it is confirmed',
    body: contactProposalSchema,
    success: { status: 201, schema: contactChangeSchema },
  },
  getContactChange: {
    method: 'GET',
    path: '/contact-changes/{id}',
    summary: "One of the caller's changes of contact data, drafts included",
    requirement: READ,
    parameters: byId,
    success: { status: 200, schema: contactChangeSchema },
    refusals: [404],
  },
  confirmContactChange: {
    ...CONFIRMATION,
    path: '/contact-changes/{id}/confirmation',
    summary: 'Makes drafted contact data those of record',
    parameters: byId,
    success: { status: 200, schema: contactChangeSchema },
  },
  reverseContactChange: {
    ...REVERSAL,
    path: '/contact-reversals',
    summary:
      '"This was not me": puts the former contact data back and freezes further changes; the token of the notice\'s link authorises it, no bearer',
    body: reversalRequestSchema,
    success: { status: 200, schema: contactReversalSchema },
  },
} as const satisfies Record<string, Operation>;
