import type { randomUUID } from 'node:crypto';
import type { Graph } from './graph.ts';
import type { Known } from './known.ts';
import type { SetupOptions } from './options.ts';
import type { Step } from './step.ts';

/** Everything that the set-up of one kind of directory consists of. */
export type DirectorySetup = {
  /** For people. */
  kindName: string;
  /** What Graph's `organization` says of such a directory (`tenantType`). */
  tenantType: string;
  /** Delegated Graph permissions for a plan, and for doing it. */
  permissions: { look: readonly string[]; make: readonly string[] };
  steps(tools: StepTools): readonly Step[];
  /** What Graph cannot set. */
  clicks: readonly string[];
};

export type StepTools = {
  graph: Graph;
  options: SetupOptions;
  /** The directory's GUID. */
  tenantId: string;
  known: Known;
  newId: typeof randomUUID;
  now(): Date;
  say(line: string): void;
};

/** Stands in a plan for what is not known before it is made. */
export const NOT_YET = '(known once it is made)';
