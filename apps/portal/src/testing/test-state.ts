import type {
  ConsentQuestionDocument,
  ContactChangeDocument,
  DecisionDocument,
  EndorsementDocument,
  PolicyDocument,
  ProfileDocument,
  ReversalDocument,
  ReviewDocument,
} from '@surety/api-contract';
import type { ContactData } from '@surety/insurance';
import { decodeJwt } from 'jose';

/** An answer of the stand-in api. */
export type Reply = { status: number; body: object; headers?: Record<string, string | string[]> };
/** An endorsement and what the api keeps to itself. */
export type Draft = EndorsementDocument & { basedOn: number; subject: string };
/** One call, taken apart. */
export type Call = {
  token?: string | undefined;
  parameters: Record<string, string>;
  body: unknown;
  query?: string;
  ifMatch?: string;
};

/** What the stand-in api holds; tests reach into it. */
export type ApiState = ReturnType<typeof emptyState>;

/** Nothing yet. */
export function emptyState() {
  return {
    policies: new Map<string, { owner: string; version: number; policy: PolicyDocument }>(),
    endorsements: new Map<string, Draft>(),
    contacts: new Map<string, { version: number; contact: ContactData }>(),
    contactChanges: new Map<string, ContactChangeDocument>(),
    /** Profiles at the provider, which the api keeps, by subject. */
    profiles: new Map<string, { version: number; profile: ProfileDocument }>(),
    /** What the api answers about profiles instead. */
    profileTrouble: undefined as Reply | undefined,
    whyContactIsFixed: undefined as string | undefined,
    registered: [] as string[],
    tokens: [] as string[],
    isAway: false,
    stepUpFlow: 'b2c_1_signupsignin1_mfa',
    demandsProof: true,
    /** Changes under review, by id. */
    reviews: new Map<string, ReviewDocument>(),
    /** Decisions of the staff, by id. */
    decisions: new Map<string, DecisionDocument & { reason: string; subject: string }>(),
    /** What the links that ask for a consent ask, by their token; or the answer that was given. */
    consents: new Map<string, ConsentQuestionDocument | 'given' | 'refused'>(),
    /** How old an authentication may be, where the provider tells. */
    maxAgeSeconds: undefined as number | undefined,
    /** Whether the challenge is sent as a claims request too, as for External ID. */
    asksForClaims: false,
    /** What the links of notices do, by their token. */
    links: new Map<string, ReversalDocument | 'used' | 'expired'>(),
  };
}

/** Who calls. */
export function subjectOf({ token }: Call): string {
  return token ? (decodeJwt(token).sub ?? '') : '';
}

/** A refusal. */
export function problem(status: number, code: string): Reply {
  const detail = `The api says ${code}.`;
  return { status, body: { type: 'about:blank', title: 'Refused', status, detail, code, instance: 'urn:request:1' } };
}

/** Which part of a list of `length` is asked for; its cursors are plain positions. */
export function pageOf({ query }: Call, length: number): { start: number; size: number; next: { next?: string } } {
  const asked = new URLSearchParams(query);
  const start = Number(asked.get('cursor') ?? 0);
  const size = Number(asked.get('limit') ?? 50);
  return { start, size, next: start + size < length ? { next: String(start + size) } : {} };
}
