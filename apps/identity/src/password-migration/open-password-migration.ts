import type { KeyObject } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { StepServices } from '../steps/services.ts';
import { createCallerCheck } from './caller.ts';
import { registerPasswordMigration } from './routes.ts';
import type { PasswordMigrationConfig } from './settings.ts';

/** The tenant that may ask, and the key that opens what it sends. */
export type PasswordMigration = Pick<PasswordMigrationConfig, 'issuer' | 'audience'> & { key: KeyObject };

/** Opens the endpoint at which External ID tests passwords of people who move there. */
export function openPasswordMigration(
  app: FastifyInstance,
  services: StepServices,
  migration: PasswordMigration,
): void {
  const caller = createCallerCheck({ ...migration, clock: services.clock });
  registerPasswordMigration(app, { ...services, caller, migrationKey: migration.key });
}
