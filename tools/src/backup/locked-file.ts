import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { Cannot } from './cannot.ts';

/**
 * The outside of a backup: ten letters that say what it is, then, when it has a passphrase, salt and nonce, the content in
 * AES-256-GCM with a key by scrypt, and the tag at the end; without one the content as it is.
 */
const PLAIN = Buffer.from('SURETY-B1\n');
const LOCKED = Buffer.from('SURETY-L1\n');
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const keyFrom = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  promisify<string, Buffer, number, object, Buffer>(scrypt)(passphrase.normalize('NFKC'), salt, 32, COST);

/** Writes content into a new file that its owner alone can read, and waits until the disk has it. */
export async function writeLocked(file: string, content: Readable, passphrase: string | undefined): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  const write = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  };
  try {
    if (passphrase === undefined) {
      await handle.writeFile(PLAIN);
      await pipeline(content, write);
    } else {
      const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
      await handle.writeFile(Buffer.concat([LOCKED, salt, nonce]));
      const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce);
      await pipeline(content, cipher, write);
      await handle.writeFile(cipher.getAuthTag());
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Reads the content into `sink`. What comes of it may be believed when this has ended without an error, and not before.
 * @throws Cannot when it is no backup, the passphrase is missing or wrong, or the file was changed
 */
export async function readLocked(
  file: string,
  sink: NodeJS.WritableStream,
  passphrase: string | undefined,
): Promise<void> {
  const handle = await open(file, 'r');
  const head = Buffer.alloc(LOCKED.length + SALT + NONCE);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const { size } = await handle.stat();
  const tag = Buffer.alloc(TAG);
  if (size > TAG) await handle.read(tag, 0, TAG, size - TAG);
  await handle.close();
  const name = head.subarray(0, PLAIN.length);
  if (name.equals(PLAIN)) return pipeline(createReadStream(file, { start: PLAIN.length }), sink);
  if (!name.equals(LOCKED) || bytesRead < head.length) throw new Cannot(`${file} is no backup of Surety.`);
  if (passphrase === undefined) throw new Cannot(`${file} has a passphrase. Set BACKUP_PASSPHRASE.`);
  const salt = head.subarray(LOCKED.length, LOCKED.length + SALT);
  const decipher = createDecipheriv('aes-256-gcm', await keyFrom(passphrase, salt), head.subarray(-NONCE));
  decipher.setAuthTag(tag);
  try {
    await pipeline(createReadStream(file, { start: head.length, end: size - TAG - 1 }), decipher, sink);
  } catch (error) {
    throw new Cannot(`${file} cannot be read: the passphrase is wrong, or the file was changed.`, { cause: error });
  }
}
