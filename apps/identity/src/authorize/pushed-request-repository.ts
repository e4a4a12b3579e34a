import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { hashToken } from '../tokens/hash-token.ts';
import type { AuthorizationParameters } from './parameters.ts';

/** An authorization request that an application sent to us ahead of the browser. */
export type PushedRequest = {
  userFlow: string;
  clientId: string;
  parameters: AuthorizationParameters;
};

/** Pushed requests by the random part of their `request_uri`, of which only the hash is kept. */
export type PushedRequestRepository = {
  insert(
    transaction: Transaction<IdentityTables>,
    token: string,
    kept: PushedRequest & { expiresAt: Date },
  ): Promise<void>;
  find(token: string, now: Date): Promise<PushedRequest | undefined>;
  /** Forgets a request. Answers true to exactly one caller for each. */
  remove(transaction: Transaction<IdentityTables>, token: string): Promise<boolean>;
};

export function createPushedRequestRepository(db: Database<IdentityTables>): PushedRequestRepository {
  return {
    async insert(transaction, token, { userFlow, clientId, parameters, expiresAt }) {
      await transaction
        .insertInto('identity_pushed_request')
        .values({
          request_hash: hashToken(token),
          user_flow: userFlow,
          client_id: clientId,
          parameters: JSON.stringify(parameters),
          expires_at: expiresAt.getTime(),
        })
        .execute();
    },
    async find(token, now) {
      const row = await db
        .selectFrom('identity_pushed_request')
        .select(['user_flow', 'client_id', 'parameters'])
        .where('request_hash', '=', hashToken(token))
        .where('expires_at', '>', now.getTime())
        .executeTakeFirst();
      return row && { userFlow: row.user_flow, clientId: row.client_id, parameters: JSON.parse(row.parameters) };
    },
    async remove(transaction, token) {
      const { numDeletedRows } = await transaction
        .deleteFrom('identity_pushed_request')
        .where('request_hash', '=', hashToken(token))
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },
  };
}
