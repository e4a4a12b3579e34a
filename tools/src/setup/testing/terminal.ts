import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createGraph } from '../graph.ts';
import { readOptions } from '../options.ts';
import { setUp } from '../set-up.ts';
import { readSettingsFile } from '../settings-file.ts';
import { type StandIn, startGraph, TENANT, TOKEN } from './graph-stand-in.ts';

const ORIGINS = ['--portal-origin', 'https://portal.example', '--api-origin', 'https://api.example'];

/** The command on a stand-in of Graph, with a folder of its own and a clock that does not make anybody wait. */
export type Terminal = {
  graph: StandIn;
  folder: string;
  settingsFile: string;
  /** How long it would have waited, in seconds. */
  waits: number[];
  /** The first token, and the one that a renewal brings. */
  tokens: [string, string];
  /** One run of the command; answers with what it said. */
  run(kind: string, ...words: string[]): Promise<string>;
  settings(): Readonly<Record<string, string>>;
  all(path: string): StandIn['collections'][string];
  close(): Promise<void>;
};

export async function openTerminal(tenantType: string): Promise<Terminal> {
  const graph = await startGraph(tenantType);
  const folder = mkdtempSync(join(tmpdir(), 'surety-setup-'));
  const settingsFile = join(folder, 'surety.env');
  const waits: number[] = [];
  const terminal: Terminal = {
    graph,
    folder,
    settingsFile,
    waits,
    tokens: [TOKEN, TOKEN],
    async run(kind, ...words) {
      const said: string[] = [];
      const options = readOptions(
        [kind, '--tenant', TENANT, '--settings-file', settingsFile, ...ORIGINS, ...words],
        {},
      );
      assert.ok(options);
      const wait = async (seconds: number) => void waits.push(seconds);
      await setUp(options, {
        graph: createGraph({ origin: graph.origin, token: async (renew) => terminal.tokens[renew ? 1 : 0], wait }),
        dataFolder: folder,
        now: () => new Date('2026-06-01T00:00:00Z'),
        say: (line) => said.push(stripVTControlCharacters(line)),
        wait,
      });
      return said.join('\n');
    },
    settings: () => readSettingsFile(settingsFile),
    all: (path) => graph.collections[path] ?? [],
    async close() {
      rmSync(folder, { recursive: true });
      await graph.close();
    },
  };
  return terminal;
}
