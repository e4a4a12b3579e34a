import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { B2C } from './b2c.ts';
import type { DirectorySetup, StepTools } from './directory-setup.ts';
import { EXTERNAL_ID } from './external-id.ts';
import type { Graph } from './graph.ts';
import type { DirectoryKind, SetupOptions } from './options.ts';
import { slugOf } from './options.ts';
import { planReport, remainingClicks } from './plan-report.ts';
import { openReceipt, type Receipt } from './receipt.ts';
import { rightDirectory } from './right-directory.ts';
import { undo } from './undo.ts';
import { apply, plan } from './walk.ts';

const SETUPS: Record<DirectoryKind, DirectorySetup> = { b2c: B2C, 'external-id': EXTERNAL_ID };

/** The delegated Graph permissions that this run needs; a plan only reads. */
export function permissionsOf({ kind, apply: isDone }: Pick<SetupOptions, 'kind' | 'apply'>): readonly string[] {
  return SETUPS[kind].permissions[isDone ? 'make' : 'look'];
}

export type SetupTools = {
  graph: Graph;
  dataFolder: string;
  now(): Date;
  say(line: string): void;
  wait(seconds: number): Promise<void>;
};

/** Shows what would be done, and with `apply` does it; with `undo` the same for taking it back. @throws Cannot */
export async function setUp(options: SetupOptions, tools: SetupTools): Promise<void> {
  const setup = SETUPS[options.kind];
  const tenantId = await rightDirectory(tools.graph, setup, options.tenant);
  const file = `setup-${options.kind}-${options.tenant}-${slugOf(options.name)}.json`;
  const receipt = openReceipt(join(tools.dataFolder, file));
  tools.say(`${options.tenant} (${setup.kindName})\n`);
  if (options.undo) return takeBack(options, tools, receipt);

  // Each walk learns anew, so that doing it depends on nothing that the plan only expected.
  const stepTools = (): StepTools => ({
    ...tools,
    options,
    tenantId,
    newId: randomUUID,
    known: { applications: {}, principals: {} },
  });
  const isRecorded = (title: string): boolean => receipt.made().some((each) => each.title === title);
  const planned = await plan(setup.steps(stepTools()));
  tools.say(planReport(planned));
  if (options.apply) await apply(setup.steps(stepTools()), { ...tools, record: receipt.add, isRecorded });
  else tools.say('This was the plan; nothing was changed. The same command with --apply does it.');
  tools.say(`\n${remainingClicks(setup.clicks)}`);
}

async function takeBack(options: SetupOptions, { graph, say }: SetupTools, receipt: Receipt): Promise<void> {
  const titles = receipt
    .made()
    .map(({ title }) => `- ${title}`)
    .reverse();
  if (titles.length === 0) return say('Nothing is recorded as made by this command: there is nothing to take back.');
  say(
    `${titles.join('\n')}\n\n${titles.length} to remove. What was changed in things that were there before stays changed.`,
  );
  if (!options.apply) return say('This was the plan; nothing was changed. The same command with --apply does it.');
  await undo({ graph, receipt, say });
  say(`The directory keeps deleted applications for 30 days. ${options.settingsFile} stays: its secret is void.`);
}
