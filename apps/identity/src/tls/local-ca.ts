import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsError } from '@surety/web';
import { issueServerCertificate, isUsable, type KeyedCertificate, makeCertificateAuthority } from './certificates.ts';

/** File of the local CA's certificate: what a client is told to trust. */
export function localCaFile(dataFolder: string): string {
  return join(dataFolder, 'tls', 'ca.pem');
}

/**
 * The server certificate for these host names, signed by a CA of this data folder. Both are made at first need, kept,
 * and the server's is issued anew when the names change or its end is near.
 * @throws SettingsError when the folder cannot be written
 */
export async function localServerCertificate(
  dataFolder: string,
  hostNames: readonly string[],
  now: Date,
): Promise<KeyedCertificate> {
  const folder = join(dataFolder, 'tls');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const authority = read(folder, 'ca') ?? keep(folder, 'ca', await makeCertificateAuthority(now));
    const server = read(folder, 'server');
    if (server && isUsable(server.certificate, authority.certificate, hostNames, now)) return server;
    return keep(folder, 'server', await issueServerCertificate(authority, hostNames, now));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new SettingsError(`The folder ${folder} cannot be used (${message}). Check the setting DATA_DIR.`);
  }
}

function read(folder: string, name: string): KeyedCertificate | undefined {
  try {
    return {
      certificate: readFileSync(join(folder, `${name}.pem`), 'utf8'),
      key: readFileSync(join(folder, `${name}.key`), 'utf8'),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function keep(folder: string, name: string, made: KeyedCertificate): KeyedCertificate {
  writeFileSync(join(folder, `${name}.key`), made.key, { mode: 0o600 });
  writeFileSync(join(folder, `${name}.pem`), made.certificate);
  return made;
}
