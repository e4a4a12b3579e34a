import { requestCountMigration } from '@surety/database';

/** What each network address asked for, counted by all replicas together. */
export const requestCounts = requestCountMigration('portal_request_count');
