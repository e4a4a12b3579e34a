import { randomBytes } from 'node:crypto';
import { onServer } from './on-server.ts';

/** Empty databases of a test's own on a PostgreSQL server. */
export type OwnDatabases = {
  /** Makes one and answers its address. */
  make(): Promise<string>;
  dropAll(): Promise<void>;
};

/** Prepares nothing yet: each `make` asks the server. */
export function ownDatabases(server: string): OwnDatabases {
  const names: string[] = [];
  return {
    async make() {
      const name = `surety_backup_${randomBytes(6).toString('hex')}`;
      names.push(name);
      await onServer(server, `create database ${name}`);
      return Object.assign(new URL(server), { pathname: `/${name}` }).href;
    },
    async dropAll() {
      for (const name of names.splice(0)) await onServer(server, `drop database ${name} with (force)`);
    },
  };
}
