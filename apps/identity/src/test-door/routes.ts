import { inTransaction } from '@surety/database';
import { asRefusal, PROBLEM_MEDIA_TYPE, problemDetails } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { seedDemoPeople } from '../accounts/demo-people.ts';
import { seedPeople } from '../accounts/seed-people.ts';
import { findCode } from '../inbox/find-code.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { InboxMessage } from '../inbox/message-repository.ts';
import { TEST_DOOR } from '../routes.ts';
import type { StepServices } from '../steps/services.ts';
import type { AdjustableClock } from './adjustable-clock.ts';
import type { Faults } from './faults.ts';
import { forgeToken } from './forge-token.ts';
import { assertMayEnter } from './guard.ts';
import { appCodeAt, createPerson } from './people.ts';
import { appSecret, clockChange, faultOrder, forgery, messageFilter, newPerson, readBody } from './requests.ts';
import { emptyTables, tablesToEmpty } from './reset-repository.ts';

export type TestDoorServices = StepServices & { inbox: Inbox };

type Door = { token: string; clock: AdjustableClock; withDemoPeople: boolean; faults: Faults };

/** Every operation of the door, each behind its guard. */
export function registerTestDoor(app: FastifyInstance, services: TestDoorServices, door: Door): void {
  app.register(async (room) => {
    room.addContentTypeParser('application/json', { parseAs: 'string' }, room.getDefaultJsonParser('error', 'error'));
    room.addHook('onRequest', async (request, reply) => {
      assertMayEnter(request, door.token);
      reply.header('cache-control', 'no-store');
    });
    room.setErrorHandler((error, request, reply) => {
      const refusal = asRefusal(error);
      if (!refusal) throw error;
      return reply
        .code(refusal.status)
        .type(PROBLEM_MEDIA_TYPE)
        .send(JSON.stringify(problemDetails(refusal, request.id)));
    });
    registerReading(room, services);
    registerChanging(room, services, door);
    registerBreaking(room, services, door);
  });
}

function registerReading(room: FastifyInstance, { inbox }: TestDoorServices): void {
  room.get(TEST_DOOR.messages, async ({ query }) => {
    const to = readBody(messageFilter, query).to?.toLowerCase();
    const messages = await inbox.list();
    return { messages: messages.filter((each) => to === undefined || each.to.toLowerCase().includes(to)).map(asJson) };
  });
  room.delete(TEST_DOOR.messages, async (_request, reply) => {
    await inbox.removeAll();
    return reply.code(204).send();
  });
}

function asJson(message: InboxMessage): object {
  return { ...message, code: findCode(message) ?? null };
}

function registerChanging(
  room: FastifyInstance,
  services: TestDoorServices,
  { clock, withDemoPeople, faults }: Door,
): void {
  room.post(TEST_DOOR.people, async ({ body }, reply) =>
    reply.code(201).send(await createPerson(services, readBody(newPerson, body))),
  );
  room.post(TEST_DOOR.appCode, async ({ body }) => ({
    code: appCodeAt(readBody(appSecret, body).secret, clock.now()),
  }));
  room.get(TEST_DOOR.clock, async () => ({ now: clock.now() }));
  room.put(TEST_DOOR.clock, async ({ body }) => {
    const change = readBody(clockChange, body);
    if ('at' in change) clock.set(new Date(change.at));
    else clock.advance(change.advanceSeconds);
    return { now: clock.now() };
  });
  room.post(TEST_DOOR.reset, async (_request, reply) => {
    clock.reset();
    faults.clear();
    const tables = await tablesToEmpty(services.db);
    await inTransaction(services.db, (transaction) => emptyTables(transaction, tables));
    await seedPeople(services);
    if (withDemoPeople) await seedDemoPeople(services);
    return reply.code(204).send();
  });
}

function registerBreaking(room: FastifyInstance, services: TestDoorServices, { faults }: Door): void {
  room.post(TEST_DOOR.tokens, async ({ body }) => ({ token: await forgeToken(services, readBody(forgery, body)) }));
  room.put(TEST_DOOR.faults, async ({ body }, reply) => {
    faults.set(readBody(faultOrder, body));
    return reply.code(204).send();
  });
  room.delete(TEST_DOOR.faults, async (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });
}
