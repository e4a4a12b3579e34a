import { DatabaseSync } from 'node:sqlite';

/** Copies an SQLite file as it is at one moment, while others read and write it. The copy is compact and needs no log beside it. */
export function copySqliteFile(file: string, to: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('pragma busy_timeout = 5000');
    database.prepare('vacuum into ?').run(to);
  } finally {
    database.close();
  }
}

/** What SQLite finds wrong with a file; `undefined` when it is sound. */
export function troubleInSqliteFile(file: string): string | undefined {
  const database = new DatabaseSync(file);
  try {
    const [first] = database.prepare('pragma integrity_check').all();
    const verdict = String(first?.integrity_check ?? 'no answer');
    return verdict === 'ok' ? undefined : verdict;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database.close();
  }
}
