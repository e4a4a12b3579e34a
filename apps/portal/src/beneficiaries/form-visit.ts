import type { PolicyDocument } from '@surety/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../session/signed-in.ts';

/** A form request of somebody signed in, about one of their policies. */
export type FormVisit = SignedIn & {
  request: FastifyRequest;
  reply: FastifyReply;
  number: string;
  policy: PolicyDocument;
  /** `ETag` of the policy as it is now. */
  version: string;
  /** Other policies of theirs whose beneficiaries may be changed as well. */
  others: readonly OtherPolicy[];
};

/** Another policy that can change together with this one. */
export type OtherPolicy = { policy: PolicyDocument; etag: string };
