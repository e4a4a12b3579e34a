import { createPrivateKey, generateKeyPair as generateKeyPairCallback, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { type Database, inTransaction } from '@surety/database';
import { type Clock, type SealedBox, SettingsError } from '@surety/web';
import { calculateJwkThumbprint } from 'jose';
import type { IdentityTables } from '../database.ts';
import { createSigningKeyRepository } from './signing-key-repository.ts';

const generateKeyPair = promisify(generateKeyPairCallback);

/** A key as the keys endpoint shows it: exactly these members, in this order, as B2C does. Times in seconds. */
export type PublishedKey = { kid: string; nbf: number; use: 'sig'; kty: 'RSA'; e: string; n: string };

export type SigningKey = { kid: string; privateKey: KeyObject };

/** The keys that sign tokens: RS256, 2048 bits, in the database, so that every replica has the same. */
export type SigningKeys = {
  /** The key to sign with; the first is made at first need. */
  current(): Promise<SigningKey>;
  /** Keys that verify: those in use, the next one before it signs, and the last one while its tokens live. */
  published(): Promise<readonly PublishedKey[]>;
  /** Makes the next key. It is published at once and signs after the overlap, when every client has read it. */
  rotate(): Promise<void>;
  /** Rotates when the newest key is this old. Replicas that ask at the same time make one key together. */
  rotateWhenOlder(milliseconds: number): Promise<void>;
  /** Every key that is not retired, newest first. */
  states(): Promise<readonly SigningKeyState[]>;
};

/** Where a key stands in its life. */
export type SigningKeyState = {
  kid: string;
  use: 'next' | 'signs' | 'verifies';
  createdAt: Date;
  signsFrom: Date;
  /** When the last token that it signed is dead. A key that still signs has no end yet. */
  retiresAt: Date | undefined;
};

type Dependencies = { db: Database<IdentityTables>; sealedBox: SealedBox; clock: Clock };
type Row = IdentityTables['identity_signing_key'];

/** Clients read the keys about once a day; a replica reads the database once a minute. */
const OVERLAP_MILLISECONDS = 25 * 60 * 60_000;
const LONGEST_TOKEN_MILLISECONDS = 24 * 60 * 60_000;
const REREAD_MILLISECONDS = 60_000;

export function createSigningKeys({ db, sealedBox, clock }: Dependencies): SigningKeys {
  const repository = createSigningKeyRepository(db);
  const opened = new Map<string, SigningKey>();
  let read: { rows: Promise<Row[]>; at: number } | undefined;

  async function add(generation: number, signsFrom: Date): Promise<void> {
    const row = await newKey({ generation, signsFrom, sealedBox, now: clock() });
    await inTransaction(db, async (transaction) => {
      await repository.insertIfFirst(transaction, row);
      const retiresAt = new Date(signsFrom.getTime() + LONGEST_TOKEN_MILLISECONDS);
      await repository.retireBefore(transaction, generation, retiresAt);
    });
    read = undefined;
  }

  async function readOrMake(): Promise<Row[]> {
    const rows = await repository.list(clock());
    if (rows.length > 0) return rows;
    await add(1, clock());
    return repository.list(clock());
  }

  function list(): Promise<Row[]> {
    const now = clock().getTime();
    if (read && Math.abs(now - read.at) < REREAD_MILLISECONDS) return read.rows;
    const rows = readOrMake();
    const reading = { rows, at: now };
    read = reading;
    rows.catch(() => {
      if (read === reading) read = undefined;
    });
    return rows;
  }

  async function addNext(newest: Row | undefined): Promise<void> {
    await add((newest?.generation ?? 0) + 1, new Date(clock().getTime() + OVERLAP_MILLISECONDS));
  }

  function open(row: Row): SigningKey {
    const known = opened.get(row.kid);
    if (known) return known;
    const pem = sealedBox.open(row.sealed_private_key, row.kid);
    if (pem === undefined) throw new SettingsError(SEALED_OTHERWISE);
    const key = { kid: row.kid, privateKey: createPrivateKey(pem) };
    opened.set(row.kid, key);
    return key;
  }

  return {
    async current() {
      const row = findCurrent(await list(), clock());
      if (!row) throw new Error('there is no signing key');
      return open(row);
    },
    async published() {
      return (await list()).map(toPublished);
    },
    async rotate() {
      const [newest] = await readOrMake();
      await addNext(newest);
    },
    async rotateWhenOlder(milliseconds) {
      const [newest] = await readOrMake();
      if (newest && newest.created_at + milliseconds <= clock().getTime()) await addNext(newest);
    },
    async states() {
      const rows = await readOrMake();
      const current = findCurrent(rows, clock());
      return rows.map((row) => toState(row, current));
    },
  };
}

const SEALED_OTHERWISE =
  'The setting IDENTITY_SECRET is not the secret with which the signing keys in this database are sealed; so are second factors. Set the former one, or name another database.';

type NewKey = { generation: number; signsFrom: Date; sealedBox: SealedBox; now: Date };

async function newKey({ generation, signsFrom, sealedBox, now }: NewKey): Promise<Row> {
  const { privateKey, publicKey } = await generateKeyPair('rsa', { modulusLength: 2048 });
  const { e = '', n = '' } = publicKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint({ kty: 'RSA', e, n });
  return {
    generation,
    kid,
    public_key: JSON.stringify({ e, n }),
    sealed_private_key: sealedBox.seal(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), kid),
    created_at: now.getTime(),
    signs_from: signsFrom.getTime(),
    retires_at: null,
  };
}

function findCurrent(rows: readonly Row[], now: Date): Row | undefined {
  return rows.find(({ signs_from }) => signs_from <= now.getTime()) ?? rows.at(-1);
}

function toState({ kid, generation, created_at, signs_from, retires_at }: Row, current?: Row): SigningKeyState {
  const age = generation - (current?.generation ?? generation);
  return {
    kid,
    use: age > 0 ? 'next' : age === 0 ? 'signs' : 'verifies',
    createdAt: new Date(created_at),
    signsFrom: new Date(signs_from),
    retiresAt: retires_at === null ? undefined : new Date(retires_at),
  };
}

function toPublished({ kid, created_at, public_key }: Row): PublishedKey {
  const { e, n } = JSON.parse(public_key) as { e: string; n: string };
  return { kid, nbf: Math.floor(created_at / 1000), use: 'sig', kty: 'RSA', e, n };
}
