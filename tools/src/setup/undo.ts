import type { Graph } from './graph.ts';
import { explained, GraphRefusal } from './graph-refusal.ts';
import type { Receipt } from './receipt.ts';

export type Undoing = { graph: Graph; receipt: Receipt; say(line: string): void };

/**
 * Takes back what the receipt says was made, newest first; what is gone already counts as taken back. What was there
 * before, and what was changed in it, stays.
 * @throws Cannot naming what Graph refused; the receipt still holds it and everything older.
 */
export async function undo({ graph, receipt, say }: Undoing): Promise<void> {
  for (let newest = receipt.made().at(-1); newest !== undefined; newest = receipt.made().at(-1)) {
    const { title } = newest;
    for (const { method, path, body } of newest.undo) {
      await graph.send(method, path, body).catch((error: unknown) => {
        if (!(error instanceof GraphRefusal && error.status === 404)) {
          throw explained(error, { title: `removing ${title}`, permission: 'that made it', role: 'that made it' });
        }
      });
    }
    receipt.dropNewest();
    say(`removed: ${title}`);
  }
}
