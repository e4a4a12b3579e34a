import type { Database, Transaction } from '@surety/database';
import type { IdentityTables } from '../database.ts';
import { hashToken } from '../tokens/hash-token.ts';
import type { AuthorizationCode, Grant, RefreshToken } from './grant.ts';
import { compileGrantQueries } from './grant-queries-repository.ts';

/** Grants with their codes and refresh tokens; of those only hashes are kept. */
export type GrantRepository = {
  insert(transaction: Transaction<IdentityTables>, grant: Grant): Promise<void>;
  insertCode(transaction: Transaction<IdentityTables>, code: string, kept: AuthorizationCode): Promise<void>;
  findCode(code: string): Promise<AuthorizationCode | undefined>;
  /** Answers true to exactly one caller for each code. */
  redeemCode(transaction: Transaction<IdentityTables>, code: string, now: Date): Promise<boolean>;
  insertRefreshToken(
    transaction: Transaction<IdentityTables>,
    token: string,
    kept: Omit<RefreshToken, 'isRotated'>,
  ): Promise<void>;
  findRefreshToken(token: string): Promise<RefreshToken | undefined>;
  /** Answers true to exactly one caller for each refresh token. */
  rotateRefreshToken(transaction: Transaction<IdentityTables>, token: string, now: Date): Promise<boolean>;
  /** Ends a grant: its code and all its refresh tokens are dead. */
  revoke(transaction: Transaction<IdentityTables>, grantId: string, now: Date): Promise<void>;
  /** Lets a grant live on until then. */
  extend(transaction: Transaction<IdentityTables>, grantId: string, endsAt: Date): Promise<void>;
};

export function createGrantRepository(db: Database<IdentityTables>): GrantRepository {
  const { codeByHash, redeeming, refreshTokenByHash, rotating, inserting } = compileGrantQueries(db);
  return {
    async insert(transaction, grant) {
      await transaction.insertInto('identity_grant').values(toRow(grant)).execute();
    },
    async insertCode(transaction, code, { grant, redirectUri, challenge, issuedAt, expiresAt }) {
      await transaction
        .insertInto('identity_authorization_code')
        .values({
          code_hash: hashToken(code),
          grant_id: grant.id,
          redirect_uri: redirectUri,
          challenge: challenge?.value ?? null,
          challenge_method: challenge?.method ?? null,
          issued_at: issuedAt.getTime(),
          expires_at: expiresAt.getTime(),
          redeemed_at: null,
        })
        .execute();
    },
    async findCode(code) {
      const [row] = (await db.executeQuery(codeByHash({ hash: hashToken(code) }))).rows;
      return row && toCode(row);
    },
    async redeemCode(transaction, code, now) {
      const { numAffectedRows } = await transaction.executeQuery(
        redeeming({ hash: hashToken(code), now: now.getTime() }),
      );
      return numAffectedRows === 1n;
    },
    async insertRefreshToken(transaction, token, { grant, issuedAt, expiresAt }) {
      await transaction.executeQuery(
        inserting({
          hash: hashToken(token),
          grantId: grant.id,
          issuedAt: issuedAt.getTime(),
          expiresAt: expiresAt.getTime(),
        }),
      );
    },
    async findRefreshToken(token) {
      const [row] = (await db.executeQuery(refreshTokenByHash({ hash: hashToken(token) }))).rows;
      return row && toRefreshToken(row);
    },
    async rotateRefreshToken(transaction, token, now) {
      const { numAffectedRows } = await transaction.executeQuery(
        rotating({ hash: hashToken(token), now: now.getTime() }),
      );
      return numAffectedRows === 1n;
    },
    async revoke(transaction, grantId, now) {
      await transaction
        .updateTable('identity_grant')
        .set({ revoked_at: now.getTime() })
        .where('id', '=', grantId)
        .where('revoked_at', 'is', null)
        .execute();
    },
    async extend(transaction, grantId, endsAt) {
      await transaction
        .updateTable('identity_grant')
        .set({ ends_at: endsAt.getTime() })
        .where('id', '=', grantId)
        .execute();
    },
  };
}

type GrantRow = IdentityTables['identity_grant'];
type CodeRow = Omit<IdentityTables['identity_authorization_code'], 'code_hash' | 'grant_id' | 'redeemed_at'>;
type TokenRow = Omit<IdentityTables['identity_refresh_token'], 'token_hash' | 'grant_id'>;

function toRow(grant: Grant): GrantRow {
  return {
    id: grant.id,
    client_id: grant.clientId,
    user_flow: grant.userFlow,
    account_id: grant.accountId,
    content: JSON.stringify(grant.content),
    started_at: grant.startedAt.getTime(),
    ends_at: grant.endsAt.getTime(),
    revoked_at: null,
    sign_in_id: grant.signInId ?? null,
  };
}

function toGrant(row: GrantRow): Grant {
  return {
    id: row.id,
    clientId: row.client_id,
    userFlow: row.user_flow,
    accountId: row.account_id,
    content: JSON.parse(row.content),
    startedAt: new Date(row.started_at),
    endsAt: new Date(row.ends_at),
    isRevoked: row.revoked_at !== null,
    ...(row.sign_in_id !== null && { signInId: row.sign_in_id }),
  };
}

function toCode(row: GrantRow & CodeRow): AuthorizationCode {
  const { challenge, challenge_method: method } = row;
  return {
    grant: toGrant(row),
    redirectUri: row.redirect_uri,
    ...(challenge === null ? {} : { challenge: { value: challenge, method: method === 'S256' ? 'S256' : 'plain' } }),
    issuedAt: new Date(row.issued_at),
    expiresAt: new Date(row.expires_at),
  };
}

function toRefreshToken(row: GrantRow & TokenRow): RefreshToken {
  return {
    grant: toGrant(row),
    issuedAt: new Date(row.issued_at),
    expiresAt: new Date(row.expires_at),
    isRotated: row.rotated_at !== null,
  };
}
