import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps everybody else from writing to an SQLite file until the answer is called. Reading goes on.
 * @throws the error of {@link isDatabaseAway} when somebody writes to it just now
 */
export function holdSqliteFile(file: string): () => void {
  const database = new DatabaseSync(file);
  try {
    database.exec('pragma busy_timeout = 2000; begin immediate');
  } catch (error) {
    database.close();
    throw error;
  }
  return () => {
    database.exec('rollback');
    database.close();
  };
}
