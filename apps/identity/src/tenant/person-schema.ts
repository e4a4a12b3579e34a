import { z } from 'zod';

/** Somebody of a tenant file, who gets an account where nobody has it yet. */
export const person = z.strictObject({
  id: z.guid('write a GUID').exactOptional().describe('the object id (sub, oid); a new one when left out'),
  email: z.string().describe('signs in; counts as verified'),
  userName: z.string().exactOptional().describe('signs in as well, in user flows that take user names'),
  password: z
    .string()
    .min(1)
    .max(256)
    .exactOptional()
    .describe('left out: its person chooses one by "Forgot your password?"'),
  attributes: z.record(z.string(), z.string()).exactOptional().describe('by the names of their claims'),
  isDisabled: z.boolean().exactOptional(),
  mustChangePassword: z.boolean().exactOptional().describe('whether another password has to be chosen first'),
  authenticatorApp: z
    .string()
    .regex(/^[A-Z2-7]{16,128}$/, 'write 16 to 128 characters of base32, A to Z and 2 to 7')
    .exactOptional()
    .describe('the secret of an authenticator app that is set up'),
  phone: z.string().exactOptional().describe('a number that gets codes by text message'),
});

/** Somebody of a tenant file. */
export type TenantPerson = z.infer<typeof person>;
