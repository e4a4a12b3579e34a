import { spawn } from 'node:child_process';
import { Cannot } from './cannot.ts';

/** Writes one PostgreSQL database into a file, as it is at one moment. @throws Cannot */
export function dumpPostgres(address: string, file: string): Promise<void> {
  return run('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', '--file', file], address);
}

/** Fills an empty PostgreSQL database from such a file, wholly or not at all. @throws Cannot */
export function restorePostgres(address: string, file: string): Promise<void> {
  const name = decodeURIComponent(new URL(address).pathname.slice(1));
  const words = ['--no-owner', '--no-privileges', '--exit-on-error', '--single-transaction', '--dbname', name, file];
  return run('pg_restore', words, address);
}

// The address goes by the environment: a command line can be read by everybody on the machine.
function run(program: string, words: readonly string[], address: string): Promise<void> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(address);
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(searchParams.has('sslmode') ? { PGSSLMODE: searchParams.get('sslmode') ?? '' } : {}),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    child.on('error', () =>
      reject(new Cannot(`${program} was not found. Install the client programs of PostgreSQL, or use its own backup.`)),
    );
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Cannot(`${program} failed: ${said.trim()}`))));
  });
}
