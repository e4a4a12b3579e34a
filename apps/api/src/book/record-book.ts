import { CHAIN_ORIGIN, hashOfLink } from '@surety/database';
import type { Policy } from '@surety/insurance';
import { digestOf } from '../audit/audit-event.ts';
import type { ApiTransaction } from '../database.ts';
import { toRow } from '../policies/policy-row.ts';
import type { ImportRequest, ImportServices } from './book-import.ts';
import { bookRows, type KnownHolder } from './book-repository.ts';

type Recording = { importId: string } & Required<Pick<ImportRequest, 'isDryRun' | 'progress'>>;
/** The policyholder whose rows are being recorded, and the end of their chain of audit events. */
type Holder = { email: string; id: string; isNew: boolean; position: number; head: string };

const AT_ONCE = 1_000;
const HOLDERS = {
  table: 'api_policyholder',
  columns: ['id', 'email', 'created_at', 'audit_position', 'audit_head'],
} as const;
const EVENTS = {
  table: 'api_audit_event',
  columns: ['policyholder_id', 'position', 'at', 'event', 'content', 'previous_hash', 'hash'],
} as const;

/** Records every waiting row of an import: policyholders where there are none, policies, and what the audit keeps of them. */
export async function recordBook(
  services: ImportServices,
  transaction: ApiTransaction,
  { importId, isDryRun, progress }: Recording,
): Promise<{ policies: number; policyholders: number }> {
  const at = services.clock().getTime();
  const done = { policies: 0, policyholders: 0 };
  let holder: Holder | undefined;
  let after = { email: '', line: 0 };
  for (;;) {
    const rows = await bookRows.next(transaction, importId, { after, limit: AT_ONCE });
    const known = await holdersOf(transaction, rows);
    const batch = emptyBatch();
    for (const row of rows) {
      if (holder?.email !== row.email) {
        batch.finish(holder);
        holder = holderOf(services, row.email, known.get(row.email));
        done.policyholders += 1;
      }
      batch.add(holder, JSON.parse(row.content) as Policy, at);
    }
    const isLast = rows.length < AT_ONCE;
    if (isLast) batch.finish(holder);
    if (!isDryRun) await batch.write(transaction, { at, open: isLast ? undefined : holder });
    done.policies += rows.length;
    progress('recording', done.policies);
    if (isLast) return done;
    const last = rows.at(-1);
    after = { email: last?.email ?? '', line: last?.line ?? 0 };
  }
}

async function holdersOf(
  transaction: ApiTransaction,
  rows: readonly { email: string }[],
): Promise<ReadonlyMap<string, KnownHolder>> {
  const holders = await bookRows.holdersWith(transaction, [...new Set(rows.map(({ email }) => email))]);
  return new Map(holders.map((holder) => [holder.email, holder]));
}

function holderOf({ random }: ImportServices, email: string, known: KnownHolder | undefined): Holder {
  if (known === undefined) return { email, id: random.token(), isNew: true, position: 0, head: CHAIN_ORIGIN };
  return { ...known, isNew: false };
}

function emptyBatch() {
  const finished: Holder[] = [];
  const policies: Record<string, unknown>[] = [];
  const events: unknown[][] = [];
  return {
    finish(holder: Holder | undefined): void {
      if (holder) finished.push(holder);
    },

    add(holder: Holder, policy: Policy, at: number): void {
      policies.push(toRow(holder.id, policy));
      const event = 'policy-recorded';
      const told = { policyNumber: policy.number, source: 'book', designation: digestOf(policy.designation) };
      const content = JSON.stringify(told);
      holder.position += 1;
      const { id: policyholderId, position, head: previousHash } = holder;
      holder.head = hashOfLink(policyholderId, { position, at, event, content, previousHash });
      events.push([policyholderId, position, at, event, content, previousHash, holder.head]);
    },

    /** `open`: the holder whose rows go on in the next batch; it must stand there before its policies do. */
    async write(transaction: ApiTransaction, { at, open }: { at: number; open: Holder | undefined }): Promise<void> {
      const written = open ? [...finished, open] : finished;
      const fresh = written.filter(({ isNew }) => isNew);
      const rows = fresh.map(({ id, email, position, head }) => [id, email, at, position, head]);
      await bookRows.insert(transaction, HOLDERS, rows);
      for (const each of written) if (!each.isNew) await bookRows.setHead(transaction, each.id, each);
      // From now on it is one that exists.
      if (open) open.isNew = false;
      const columns = Object.keys(policies[0] ?? {});
      await bookRows.insert(
        transaction,
        { table: 'api_policy', columns },
        policies.map((row) => Object.values(row)),
      );
      await bookRows.insert(transaction, EVENTS, events);
    },
  };
}
