import type { Operation } from './operation.ts';
import { profileChangeSchema, profileSchema } from './profile-schemas.ts';

/** The person's profile at the identity provider, where that lets the api keep it for them. */
export const profileOperations = {
  getProfile: {
    method: 'GET',
    path: '/profile',
    summary: "The caller's profile at the identity provider, with its `ETag`",
    requirement: { scope: 'Accounts.Read' },
    success: { status: 200, schema: profileSchema },
    refusals: [404, 503],
  },
  changeProfile: {
    method: 'PATCH',
    path: '/profile',
    summary: "Changes the caller's profile at the identity provider; contact data of record are another matter",
    requirement: { scope: 'Accounts.Write' },
    ifMatch: true,
    body: profileChangeSchema,
    success: { status: 200, schema: profileSchema },
    refusals: [404, 412, 422, 428, 503],
  },
} as const satisfies Record<string, Operation>;
