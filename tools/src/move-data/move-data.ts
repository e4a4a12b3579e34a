import { existsSync } from 'node:fs';
import {
  type Database,
  holdSqliteFile,
  isDatabaseAway,
  type MoveEvent,
  moveTables,
  TargetNotEmpty,
  tablesToMove,
} from '@surety/database';
import { type DataStore, dataStores, isPostgres } from '../data/data-stores.ts';
import type { MoveCommand } from './move-command.ts';

/** Something that the person at the terminal can put right. */
export class CannotMove extends Error {
  override readonly name = 'CannotMove';
}

type Moving = {
  command: MoveCommand;
  environment: Record<string, string | undefined>;
  say(line: string): void;
};

/**
 * Moves the data of the apps that the command names.
 * @throws CannotMove
 */
export async function moveData({ command, environment, say }: Moving): Promise<void> {
  const sourceOf = (store: DataStore): string => store.fileIn(command.from ?? store.folder);
  const stores = dataStores(environment).filter(({ app }) => command.apps.includes(app));
  const chosen = stores.filter(({ address }) => isPostgres(address));
  if (chosen.length === 0)
    throw new CannotMove('No app has a PostgreSQL database to move to. Set, for instance, API_DATABASE_URL.');
  for (const store of chosen) {
    const file = sourceOf(store);
    if (!existsSync(file)) throw new CannotMove(`There is no file ${file}. Say with --from where the data folder is.`);
  }
  for (const store of chosen) await moveStore(store, sourceOf(store), { command, say });
}

async function moveStore(store: DataStore, file: string, { command, say }: Pick<Moving, 'command' | 'say'>) {
  const source = await store.open(`sqlite:${file}`);
  try {
    if (command.isDryRun) return await sayWhatWouldMove(store, source, say);
    const letGo = hold(store, file);
    try {
      await moveHeld(store, source, say);
    } finally {
      letGo();
    }
  } finally {
    await source.destroy();
  }
}

function hold({ app }: DataStore, file: string): () => void {
  try {
    return holdSqliteFile(file);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw new CannotMove(`Somebody writes to ${file}. Stop ${app} first.`);
  }
}

async function moveHeld(store: DataStore, source: Database<unknown>, say: Moving['say']): Promise<void> {
  const target = await store.open(store.address);
  try {
    for await (const event of moveTables({ source, target, owner: store.app })) say(inWords(store.app, event));
  } catch (error) {
    if (!(error instanceof TargetNotEmpty)) throw error;
    throw new CannotMove(`${store.app}: ${error.message}. Move into an empty database.`);
  } finally {
    await target.destroy();
  }
}

async function sayWhatWouldMove({ app }: DataStore, source: Database<unknown>, say: Moving['say']): Promise<void> {
  for (const { table, rows } of await tablesToMove(source)) say(`${app}  ${table}: ${rows} rows would move`);
}

function inWords(app: string, event: MoveEvent): string {
  switch (event.event) {
    case 'table':
      return `${app}  ${event.table}: ${event.rows} rows${event.resumedAt > 0 ? `, goes on after ${event.resumedAt}` : ''}`;
    case 'moved':
      return `${app}  ${event.table}: ${event.moved} of ${event.rows} moved`;
    case 'corrected':
      return `${app}  ${event.table}: ${event.rows} rows had changed since, corrected`;
    case 'verified':
      return `${app}  ${event.table}: ${event.rows} rows, the same in both`;
  }
}
