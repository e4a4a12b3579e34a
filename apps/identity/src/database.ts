import type { AccountTables } from './accounts/tables.ts';
import type { AuditTables } from './audit/tables.ts';
import type { FactorTables } from './factors/tables.ts';
import type { LogoutNoticeTables } from './logout-notices/tables.ts';
import type { PasswordMigrationTables } from './password-migration/tables.ts';
import type { ProtocolTables } from './protocol-tables.ts';
import type { SignInTables } from './sign-ins/tables.ts';

/** Every table of this app. */
export type IdentityTables = ProtocolTables &
  AccountTables &
  AuditTables &
  FactorTables &
  SignInTables &
  LogoutNoticeTables &
  PasswordMigrationTables;
