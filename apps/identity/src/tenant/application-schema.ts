import { z } from 'zod';
import { branding } from '../branding/branding-schema.ts';

const appIdUri = z.url().regex(/[^/]$/, 'write an App ID URI without a slash at its end');
const redirectUri = z.url().refine(isRedirectUri, 'use https, or http with localhost; no fragment');

const exposes = z.strictObject({
  appIdUri,
  scopes: z.array(z.string().regex(/^[\w.-]+$/, 'a scope is one word')).default([]),
  appRoles: z.array(z.string().regex(/^[\w.-]+$/, 'an app role is one word')).default([]),
});

/** An app registration as a tenant file describes it. */
export const application = z.strictObject({
  id: z.guid('write a GUID').describe('the client_id, and the audience of tokens for what it exposes'),
  name: z.string().min(1),
  kind: z.enum(['web', 'single-page', 'native']),
  isDisabled: z.boolean().exactOptional().describe('whether it is refused whatever it asks; false unless told'),
  branding: branding.exactOptional().describe('what differs from the branding of the tenant'),
  secrets: z.array(z.string().min(1)).default([]).describe('every secret that is valid now; none for public clients'),
  redirectUris: z.array(redirectUri).default([]),
  postLogoutRedirectUris: z.array(redirectUri).default([]),
  backChannelLogoutUri: z
    .url()
    .refine((text) => /^https?:/.test(text) && isRedirectUri(text), 'use https, or http with localhost; no fragment')
    .exactOptional()
    .describe('where logout tokens are posted'),
  frontChannelLogoutUri: z
    .url()
    .refine((text) => /^https?:/.test(text) && isRedirectUri(text), 'use https, or http with localhost; no fragment')
    .exactOptional()
    .describe('what the page of a sign-out loads in a hidden frame; of the origin of a redirect URI'),
  frontChannelLogoutSessionRequired: z
    .boolean()
    .exactOptional()
    .describe('whether iss and sid are added to it, where the user flow speaks front-channel-logout'),
  allowImplicit: z.boolean().default(false),
  exposes: exposes.exactOptional(),
  grantedScopes: z.array(z.string()).default([]).describe('APP-ID-URI/SCOPE, for people who use the application'),
  grantedAppRoles: z.array(z.string()).default([]).describe('APP-ID-URI/ROLE, for the application itself'),
});

/** Apps of a phone or a desktop have schemes of their own; a browser's page must be where nobody can listen in. */
function isRedirectUri(text: string): boolean {
  const { hash = '#', protocol = '', hostname = '' } = URL.parse(text) ?? {};
  if (hash !== '' || /^(javascript|data|vbscript|file|blob|about):$/.test(protocol)) return false;
  return protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
