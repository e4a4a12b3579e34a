import type { Migrations } from '@surety/database';
import { sessions } from './001-sessions.ts';
import { tokenRenewal } from './002-token-renewal.ts';
import { requestCounts } from './003-request-counts.ts';
import { sessionNames } from './004-session-names.ts';
import { idleSessions } from './005-idle-sessions.ts';

/** Every migration of the portal's database, oldest first. */
export const migrations: Migrations = {
  '001-sessions': sessions,
  '002-token-renewal': tokenRenewal,
  '003-request-counts': requestCounts,
  '004-session-names': sessionNames,
  '005-idle-sessions': idleSessions,
};
