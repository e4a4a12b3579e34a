import { compiledQuery, type Database } from '@surety/database';
import type { IdentityTables } from '../database.ts';

/** The statements that every token request runs, compiled once. */
export function compileGrantQueries(db: Database<IdentityTables>) {
  return {
    codeByHash: compiledQuery({ hash: 'text' }, (hole) =>
      db
        .selectFrom('identity_authorization_code as code')
        .innerJoin('identity_grant as grant', 'grant.id', 'code.grant_id')
        .selectAll('grant')
        .select(['code.redirect_uri', 'code.challenge', 'code.challenge_method', 'code.issued_at', 'code.expires_at'])
        .where('code.code_hash', '=', hole.hash)
        .compile(),
    ),
    redeeming: compiledQuery({ hash: 'text', now: 'number' }, (hole) =>
      db
        .updateTable('identity_authorization_code')
        .set({ redeemed_at: hole.now })
        .where('code_hash', '=', hole.hash)
        .where('redeemed_at', 'is', null)
        .compile(),
    ),
    refreshTokenByHash: compiledQuery({ hash: 'text' }, (hole) =>
      db
        .selectFrom('identity_refresh_token as token')
        .innerJoin('identity_grant as grant', 'grant.id', 'token.grant_id')
        .selectAll('grant')
        .select(['token.issued_at', 'token.expires_at', 'token.rotated_at'])
        .where('token.token_hash', '=', hole.hash)
        .compile(),
    ),
    rotating: compiledQuery({ hash: 'text', now: 'number' }, (hole) =>
      db
        .updateTable('identity_refresh_token')
        .set({ rotated_at: hole.now })
        .where('token_hash', '=', hole.hash)
        .where('rotated_at', 'is', null)
        .compile(),
    ),
    inserting: compiledQuery({ hash: 'text', grantId: 'text', issuedAt: 'number', expiresAt: 'number' }, (hole) =>
      db
        .insertInto('identity_refresh_token')
        .values({
          token_hash: hole.hash,
          grant_id: hole.grantId,
          issued_at: hole.issuedAt,
          expires_at: hole.expiresAt,
          rotated_at: null,
        })
        .compile(),
    ),
  };
}
