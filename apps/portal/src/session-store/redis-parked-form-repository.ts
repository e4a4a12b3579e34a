import type { SealedBox } from '@surety/web';
import { openForm, PARKED_FORM_LIFETIME_MS, sealForm } from '../session/parked-form.ts';
import type { ParkedFormRepository } from '../session/parked-form-repository.ts';
import type { RedisConnection } from './redis-connection.ts';

/** As the repository over a database. The moment at which a form ends stands before its sealed fields. */
export function createRedisParkedFormRepository(connection: RedisConnection, box: SealedBox): ParkedFormRepository {
  const keyOf = (browserHash: string, place: string): string => `{${browserHash}}:form:${place}`;
  return {
    async find(browserHash, place, now) {
      const kept = await connection.ask('GET', keyOf(browserHash, place));
      const [ends, sealed] = typeof kept === 'string' ? kept.split(' ') : [];
      return sealed !== undefined && Number(ends) > now ? openForm(box, { browserHash, place }, sealed) : undefined;
    },

    async park(form, now) {
      const kept = `${now + PARKED_FORM_LIFETIME_MS} ${sealForm(box, form)}`;
      await connection.ask('SET', keyOf(form.browserHash, form.place), kept, 'PX', PARKED_FORM_LIFETIME_MS);
    },

    async remove(browserHash, place) {
      await connection.ask('DEL', keyOf(browserHash, place));
    },
  };
}
