import type { LogoutTokenRepository } from '../sign-in/logout-token-repository.ts';
import type { RedisConnection } from './redis-connection.ts';

/** As the repository over a database. */
export function createRedisLogoutTokenRepository(connection: RedisConnection): LogoutTokenRepository {
  return {
    async take({ idHash, now, endsAt }) {
      const life = Math.max(1, endsAt - now);
      return (await connection.ask('SET', `{${idHash}}:logout-token`, '1', 'NX', 'PX', life)) === 'OK';
    },
  };
}
