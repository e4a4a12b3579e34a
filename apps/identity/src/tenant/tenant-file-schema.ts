import { z } from 'zod';
import { branding } from '../branding/branding-schema.ts';
import { LANGUAGES } from '../words/language.ts';
import { application } from './application-schema.ts';
import { attribute, claim, customAttribute } from './attribute-schema.ts';
import { ERROR_WORDS, OPEN_CODES } from './error-words.ts';
import { person } from './person-schema.ts';
import { secondFactor } from './second-factor-schema.ts';

const minutes = (least: number, most: number) => z.int().min(least).max(most);
const days = (least: number, most: number) => z.int().min(least).max(most);

const languages = z
  .array(z.enum(LANGUAGES))
  .min(1)
  .refine((tags) => new Set(tags).size === tags.length, 'name each language once')
  .exactOptional();

const extension = z.enum([
  'pushed-authorization-requests',
  'authentication-context',
  'issuer-identification',
  'jwt-access-tokens',
  'back-channel-logout',
  'front-channel-logout',
  'standard-claims',
  'standard-metadata',
]);

const session = z.strictObject({
  lifetimeMinutes: minutes(15, 1440).default(1440),
  rolling: z.boolean().default(true),
  scope: z.enum(['tenant', 'application', 'user-flow', 'suppressed']).default('tenant'),
  keepSignedInDays: days(1, 90)
    .exactOptional()
    .describe('offers "Keep me signed in" for so long; not at all unless told'),
  returnAfterLogout: z
    .enum(['registered-address', 'with-id-token', 'any-address'])
    .exactOptional()
    .describe('where a sign-out leads back to; registered-address unless told; any-address is an open redirect'),
});

const refresh = z.strictObject({
  lifetimeDays: days(1, 90).default(14),
  slidingWindowDays: z
    .union([days(1, 365), z.literal('no-expiry')])
    .default(90)
    .describe('days from the sign-in in which refresh tokens go on; no-expiry: as long as one is used in time'),
});

const tokens = z.strictObject({
  lifetimeMinutes: minutes(5, 1440).default(60),
  refresh: z.union([z.literal('never'), refresh]).prefault({}),
  userFlowClaim: z.enum(['tfp', 'acr']).exactOptional().describe('the claim that names the user flow; tfp unless told'),
  subject: z
    .enum(['object-id', 'not-supported'])
    .exactOptional()
    .describe('what sub says: the object id unless told, or "Not supported currently. Use oid claim."'),
});

const passwordRule = z
  .strictObject({
    shortest: z.int().min(4).max(256).default(8),
    longest: z.int().min(4).max(256).default(64),
    characters: z.enum(['any', 'digits']).default('any'),
    classesNeeded: z
      .literal([0, 2, 3, 4])
      .default(0)
      .describe('of lower case, upper case, digit and symbol, so many must occur'),
  })
  .refine(({ shortest, longest }) => shortest <= longest, 'shortest is above longest')
  .refine(({ characters, classesNeeded }) => characters === 'any' || classesNeeded === 0, 'digits are one class only');

const userFlow = z.strictObject({
  name: z
    .string()
    .regex(/^B2C_1A?_[\w.-]+$/i, 'a user flow is named like B2C_1_signupsignin1')
    .describe('in its canonical letter case, as it stands in the tfp claim'),
  kind: z.enum([
    'sign-up-and-sign-in',
    'sign-up',
    'sign-in',
    'profile-editing',
    'password-reset',
    'resource-owner-password',
    'account',
  ]),
  languages: languages.describe("languages of its pages, the default first; the tenant's unless told"),
  identifiers: z
    .array(z.enum(['email', 'username']))
    .min(1)
    .exactOptional()
    .describe('by what people sign in: their address unless told'),
  attributes: z
    .array(attribute)
    .default(['given_name', 'family_name', 'name', 'city', 'country'])
    .describe('what is asked at sign-up and in the profile'),
  claims: z
    .array(claim)
    .default(['given_name', 'family_name', 'name', 'city', 'country', 'emails', 'oid', 'newUser'])
    .describe('what the tokens say about the person'),
  secondFactor: secondFactor.prefault({}),
  passkeySignIn: z.boolean().default(false).describe('whether a passkey alone signs in, as both factors'),
  revealsAccounts: z
    .boolean()
    .exactOptional()
    .describe('whether a failed sign-in says if the address has an account, as B2C does; false unless told'),
  password: z
    .union([z.enum(['simple', 'strong']), passwordRule])
    .exactOptional()
    .describe('what a new password must be like; strong unless told'),
  passwordReset: z
    .enum(['inside', 'separate'])
    .default('inside')
    .describe('separate: AADB2C90118 goes to the application'),
  forcedPasswordReset: z
    .boolean()
    .exactOptional()
    .describe('whether a password that has to be changed is changed on a page; elsewhere it is refused as expired'),
  tooManyTries: z
    .enum(['page', 'application'])
    .exactOptional()
    .describe('where too many wrong codes are told: on the page unless told, or to the application'),
  defaultResponseMode: z
    .strictObject({
      code: z.enum(['query', 'fragment', 'form_post']).exactOptional().describe('a code alone; query when left out'),
      tokens: z.enum(['fragment', 'form_post']).exactOptional().describe('with a token; fragment when left out'),
    })
    .exactOptional()
    .describe('how answers travel when the request does not say'),
  issuerForm: z
    .enum(['tenant', 'user-flow'])
    .default('tenant')
    .describe('user-flow: for clients with strict discovery'),
  session: session.prefault({}),
  tokens: tokens.prefault({}),
  extensions: z.array(extension).default([]).describe('what the flow speaks beyond B2C'),
});

/** A tenant as a file describes it; what is left out has B2C's default. */
export const tenantFileSchema = z
  .strictObject({
    $schema: z.string().exactOptional(),
    id: z.guid('write a GUID').describe('stands in the issuer'),
    name: z.string().regex(/^[\w.-]+$/, 'a tenant is named like contoso.onmicrosoft.com'),
    customAttributes: z.array(customAttribute).max(100).default([]).describe('at most 100, the limit of B2C'),
    lockout: z
      .strictObject({
        wrongTries: z.int().min(1).max(50).exactOptional().describe('wrong passwords that lock; 10 when left out'),
        shortestSeconds: z.int().min(5).max(18_000).exactOptional().describe('the first locks; 60 when left out'),
      })
      .exactOptional(),
    invalidClientStatus: z
      .literal([400, 401])
      .exactOptional()
      .describe('HTTP status of invalid_client at the token endpoint; 400 when left out'),
    branding: branding.exactOptional().describe('how pages look for applications that do not say it themselves'),
    languages: languages.describe('languages of user flows that name none, the default first; all unless told'),
    errorWords: z
      .partialRecord(z.enum(OPEN_CODES), z.enum(ERROR_WORDS))
      .exactOptional()
      .describe('error words of codes for which those of B2C are not known'),
    userFlows: z.array(userFlow),
    applications: z.array(application),
    people: z.array(person).max(1000).exactOptional().describe('who gets an account where nobody has it yet'),
  })
  .describe('A tenant of Surety identity: its user flows and applications');
