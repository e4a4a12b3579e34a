import type { FastifyInstance } from 'fastify';
import type { AdjustableClock } from './adjustable-clock.ts';
import { createFaults, injectFaults } from './faults.ts';
import { registerTestDoor, type TestDoorServices } from './routes.ts';

/** What the door needs besides the services: its token, and the clock that everything here goes by. */
export type TestDoor = { token: string; clock: AdjustableClock; withDemoPeople: boolean };

/**
 * Opens a door for tests of applications that use identity: it reads codes, makes people, moves the clock and breaks things.
 * It lets in only programs of this machine that hold its token. Must come before the endpoints are registered.
 */
export function openTestDoor(app: FastifyInstance, services: TestDoorServices, door: TestDoor): void {
  const faults = createFaults();
  injectFaults(app, services, faults);
  registerTestDoor(app, services, { ...door, faults });
}
