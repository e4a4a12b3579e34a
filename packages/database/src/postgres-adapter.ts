import { PostgresAdapter } from 'kysely';

/** PostgreSQL with the address it is at, for whoever needs a connection apart from the pool's. */
export class AddressedPostgres extends PostgresAdapter {
  readonly #address: string;

  constructor(address: string) {
    super();
    this.#address = address;
  }

  get address(): string {
    return this.#address;
  }

  // The lock is taken by `migrate`: Kysely's is the session's, and after a failed transaction it cannot be given back.
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}
