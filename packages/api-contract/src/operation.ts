import type { z } from 'zod';
import type { Scope } from './scopes.ts';

/** What an operation demands of its caller. Nothing: it is public, or authorised by a link. */
export type Requirement = {
  scope: Scope;
  /** `second-factor`: fresh proof of a second factor, bound to exactly this change (RFC 9470). */
  proof?: 'second-factor';
  /** A role that the token must give; the provider says who has it, never our own database. */
  role?: 'staff';
};

/** One operation of the api, and everything anybody may know of it. */
export type Operation = {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  /** Path template, RFC 6570 level 1. */
  path: string;
  summary: string;
  requirement?: Requirement;
  /** `link`: the single-use token of a mailed link, in the body, authorises it alone; no bearer is looked at. */
  authorizedBy?: 'link';
  parameters?: z.ZodObject;
  /** Members of the query, all optional: a cursor and a page size. */
  query?: z.ZodObject;
  /** Whether `If-Match` with the policy's `ETag` must be sent. */
  ifMatch?: boolean;
  body?: z.ZodType;
  /** JSON, unless a media type says otherwise; then the body is its bytes. */
  success: { status: 200 | 201; schema: z.ZodType; mediaType?: 'application/pdf' };
  /** Refusals besides 400, 401 and 403, which every operation knows. */
  refusals?: readonly number[];
};
