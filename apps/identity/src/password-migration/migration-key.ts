import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SettingsError } from '@surety/web';
import type { PasswordMigrationConfig } from './settings.ts';

const MODULUS_BITS = 2048;

/**
 * The RSA key that opens what External ID encrypts. Made at first need in the data folder, unless a file is configured:
 * replicas need the same one.
 * @throws SettingsError when the file cannot be read or written, or holds no RSA key of at least 2048 bits.
 */
export function readMigrationKey({ keyFile, dataFolder }: Pick<PasswordMigrationConfig, 'keyFile' | 'dataFolder'>) {
  const file = keyFile ?? join(dataFolder, 'secrets', 'migration-key.pem');
  const setting = keyFile === undefined ? 'DATA_DIR' : 'MIGRATION_KEY_FILE';
  try {
    return parse(keyFile === undefined ? (readIfThere(file) ?? make(file)) : readFileSync(file, 'utf8'));
  } catch (error) {
    const { message } = error as Error;
    throw new SettingsError(`The key ${file} cannot be used (${message}). Check the setting ${setting}.`);
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function make(file: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: MODULUS_BITS });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process was first: its key counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}

function parse(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MODULUS_BITS) return key;
  throw new Error(`it is no RSA key of at least ${MODULUS_BITS} bits`);
}
