import { requestCountMigration } from '@surety/database';

/** What each network address and each person asked for, counted by all replicas together. */
export const { up, down } = requestCountMigration('api_request_count');
