import { createSealedBox, systemClock } from '@surety/web';
import type { IdentityConfig } from '../config.ts';
import { openIdentityDatabase } from '../open-database.ts';
import { createSigningKeys, type SigningKeyState, type SigningKeys } from '../tokens/signing-keys.ts';

type Config = Pick<IdentityConfig, 'databaseUrl' | 'secret'>;

/** Lists the signing keys; the first is made when there is none. */
export function listKeys(config: Config): Promise<string> {
  return withKeys(config, async (keys) => tableOf(await keys.states()));
}

/** Makes the next signing key. A server that runs meanwhile publishes it within a minute. */
export function rotateKeys(config: Config): Promise<string> {
  return withKeys(config, async (keys) => {
    await keys.rotate();
    const states = await keys.states();
    const next = states.find(({ use }) => use === 'next');
    return [
      `Key ${next?.kid} was made. It is published now and signs from ${timeOf(next?.signsFrom)}.`,
      'Until then the former one signs, and tokens of both are accepted; nobody is signed out.',
      '',
      tableOf(states),
    ].join('\n');
  });
}

async function withKeys(
  { databaseUrl, secret }: Config,
  work: (keys: SigningKeys) => Promise<string>,
): Promise<string> {
  const db = await openIdentityDatabase(databaseUrl);
  try {
    return await work(
      createSigningKeys({ db, clock: systemClock, sealedBox: createSealedBox(secret, 'signing-keys') }),
    );
  } finally {
    await db.destroy();
  }
}

const USES: Record<SigningKeyState['use'], string> = { next: 'signs next', signs: 'signs', verifies: 'verifies only' };

function tableOf(states: readonly SigningKeyState[]): string {
  const rows = states.map(({ kid, use, createdAt, signsFrom, retiresAt }) =>
    [kid.padEnd(43), USES[use].padEnd(13), timeOf(createdAt), timeOf(signsFrom), timeOf(retiresAt)].join('  '),
  );
  const head = ['key id'.padEnd(43), 'use'.padEnd(13), 'made'.padEnd(17), 'signs from'.padEnd(17), 'gone after'];
  return [head.join('  '), ...rows].join('\n');
}

function timeOf(date: Date | undefined): string {
  return date === undefined ? '-' : `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}
