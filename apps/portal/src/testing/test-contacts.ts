import type { ContactChangeDocument, ContactDocument, OperationName } from '@surety/api-contract';
import { type ContactProposal, changedContactParts, parseContactData } from '@surety/insurance';
import { decodeJwt } from 'jose';
import { stepUpNeeded } from './test-changes.ts';
import { type ApiState, type Call, problem, type Reply, subjectOf } from './test-state.ts';

type ContactOperation = Extract<OperationName, `${string}Contact${string}`>;

/** Contact data of record and the changes of them, over the state. */
export function createTestContacts(state: ApiState, now: () => Date): Record<ContactOperation, (call: Call) => Reply> {
  const of = (call: Call) => {
    const known = state.contacts.get(subjectOf(call)) ?? { version: 1, contact: { email: 'ada@demo.example' } };
    state.contacts.set(subjectOf(call), known);
    return known;
  };
  const changeOf = (call: Call) => state.contactChanges.get(call.parameters.id ?? '');

  function draft(call: Call): Reply {
    const { version, contact } = of(call);
    if (call.ifMatch !== `"${version}"`) return problem(412, 'contact-changed');
    const parsed = parseContactData(call.body as ContactProposal);
    if (!parsed.ok) return { status: 422, body: { ...problem(422, 'rules-broken').body, ...parsed } };
    const id = `contact-${state.contactChanges.size + 1}`;
    const change: ContactChangeDocument = {
      id,
      status: 'draft',
      before: contact,
      after: parsed.value,
      changed: [...changedContactParts(contact, parsed.value)],
      draftedAt: now().toISOString(),
      expiresAt: new Date(now().getTime() + 15 * 60_000).toISOString(),
      challenge: `challenge-of-${id}`,
    };
    state.contactChanges.set(id, change);
    return { status: 201, body: change };
  }

  function confirm(call: Call): Reply {
    const change = changeOf(call);
    if (!change) return problem(404, 'not-found');
    if (change.status !== 'draft') return problem(409, 'already-confirmed');
    const { tfp, nonce } = decodeJwt(call.token ?? '');
    const isProven = String(tfp).toLowerCase() === state.stepUpFlow.toLowerCase() && nonce === change.challenge;
    if (!isProven) return stepUpNeeded(state);
    const held = of(call);
    const { challenge: _, ...settled } = { ...change, status: 'effective' as const, confirmedAt: now().toISOString() };
    state.contactChanges.set(change.id, settled);
    state.contacts.set(subjectOf(call), { version: held.version + 1, contact: change.after });
    return { status: 200, body: settled };
  }

  return {
    getContact(call) {
      const { version, contact } = of(call);
      const body: ContactDocument = {
        contact,
        ...(state.whyContactIsFixed && { whyContactIsFixed: state.whyContactIsFixed }),
      };
      return { status: 200, body, headers: { etag: `"${version}"` } };
    },
    listContactChanges: () => {
      const changes = [...state.contactChanges.values()].filter(({ status }) => status === 'effective');
      return { status: 200, body: { changes: changes.reverse() } };
    },
    draftContactChange: draft,
    getContactChange(call) {
      const change = changeOf(call);
      return change ? { status: 200, body: change } : problem(404, 'not-found');
    },
    confirmContactChange: confirm,
    reverseContactChange({ body }) {
      const link = state.links.get((body as { token: string }).token);
      if (link === 'used') return problem(409, 'link-used');
      if (link === undefined || link === 'expired') return problem(404, 'link-unknown');
      return { status: 200, body: { outcome: 'restored', changed: ['email'] } };
    },
  };
}
