import type { Database } from '@surety/database';
import type { Clock } from '@surety/web';
import type { Passwords } from '../accounts/passwords.ts';
import type { IdentityTables } from '../database.ts';
import type { Tenant } from '../tenant/tenant.ts';
import { describeFault, type Fault } from './account-record.ts';
import type { ImportRepository } from './import-repository.ts';

/** What an import works with. */
export type ImportServices = { db: Database<IdentityTables>; tenant: Tenant; passwords: Passwords; clock: Clock };

export type ImportOptions = {
  /** Judges everything and changes nothing. */
  isDryRun: boolean;
  /** Leaves out rows whose address has an account; without it they are faults. */
  skipsExisting: boolean;
  /** Leaves out people who sign in by means that are not here; without it they are faults. */
  skipsUnsupported: boolean;
  /** Hears from time to time how many rows were read. */
  progress(rows: number): void;
};

export type ImportReport = {
  taken: number;
  withoutPassword: number;
  existing: number;
  unsupported: number;
  /** Members of rows that are not kept, and how many rows had them. */
  lost: ReadonlyMap<string, number>;
};

/** Faults that are named; the others are counted. */
export const MOST_FAULTS = 20;

/** One import under way. */
export type Run = {
  id: string;
  beganAt: number;
  repository: ImportRepository;
  faults: string[];
  more: number;
  report: Omit<ImportReport, 'lost'> & { lost: Map<string, number> };
};

/** A report of nothing yet. */
export function emptyReport(): Run['report'] {
  return { taken: 0, withoutPassword: 0, existing: 0, unsupported: 0, lost: new Map() };
}

/** Names a fault, or counts it where enough are named. */
export function addFault(run: Run, fault: Fault): void {
  if (run.faults.length < MOST_FAULTS) run.faults.push(describeFault(fault));
  else run.more += 1;
}
