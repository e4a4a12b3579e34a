import { z } from 'zod';
import { BUILT_IN_ATTRIBUTES } from '../accounts/attributes.ts';
import { LANGUAGES } from '../words/language.ts';

const builtIn = z.enum(BUILT_IN_ATTRIBUTES);
const custom = z.templateLiteral(['extension_', z.string().regex(/^\w+$/)]);
/** An attribute that a user flow asks for. */
export const attribute = z.union([builtIn, custom]);
/** What tokens may say about a person. */
export const claim = z.union([
  z.enum([...builtIn.options, 'emails', 'signInNames.userName', 'oid', 'newUser', 'idp']),
  custom,
]);

/** An attribute that a tenant declares itself. */
export const customAttribute = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z]\w{0,59}$/, 'write up to 60 letters, digits and underscores, without extension_')
    .refine((name) => !/^extension_/i.test(name), 'leave extension_ out')
    .describe('without extension_; the claim is extension_NAME'),
  type: z.enum(['string', 'number', 'boolean']).default('string').describe('number: a whole number of 32 bits'),
  label: z.string().min(1).max(100).describe('what the field of a form is called'),
  labels: z
    .partialRecord(z.enum(LANGUAGES), z.string().min(1).max(100))
    .exactOptional()
    .describe('the same by language, where a language calls it otherwise'),
});
