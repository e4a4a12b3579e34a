import type { Tenant, UserFlow } from './tenant/tenant.ts';

/** Where the pages of a journey stand. */
export const JOURNEY_PATTERN = '/:tenant/:userFlow/journey/:journeyId';

/** The address of a journey's page. */
export function journeyHref(tenant: Tenant, journey: { id: string; userFlow: UserFlow }, step: string): string {
  return `/${tenant.name}/${journey.userFlow.name}/journey/${journey.id}/${step}`;
}

/** Liveness: the process answers. Readiness: its database does as well. */
export const HEALTH = { live: '/health/live', ready: '/health/ready' } as const;

/** What follows a user flow's base, in both shapes. */
const ENDPOINTS = {
  metadata: '/v2.0/.well-known/openid-configuration',
  authorize: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  par: '/oauth2/v2.0/par',
  logout: '/oauth2/v2.0/logout',
  keys: '/discovery/v2.0/keys',
} as const;

export type EndpointName = keyof typeof ENDPOINTS;

/** Requests that others send on behalf of many people: to the token endpoint, at whichever of its addresses, and of External ID. */
export function countsRefusalsOnly({
  routeOptions: { url = '' },
}: {
  routeOptions: { url?: string | undefined };
}): boolean {
  return url.endsWith(ENDPOINTS.token) || url === PASSWORD_SUBMISSION_PATH;
}

/** How a request named its user flow; metadata answers in the same words, in lower case. */
export type Place = { prefix: string; tenant: string; userFlow: string; form: 'path' | 'query' };

/** B2C's old clients put `tfp` first. */
const PREFIXES = ['', '/tfp'] as const;

/** Every URL pattern of one endpoint: user flow in the path, or in the query parameter `p`; with and without `tfp`. */
export function endpointPatterns(name: EndpointName): { pattern: string; prefix: string }[] {
  return PREFIXES.flatMap((prefix) => [
    { pattern: `${prefix}/:tenant/:userFlow${ENDPOINTS[name]}`, prefix },
    { pattern: `${prefix}/:tenant${ENDPOINTS[name]}`, prefix },
  ]);
}

/** Which endpoint a URL pattern of {@link endpointPatterns} belongs to. */
export function endpointOf(pattern: string): EndpointName | undefined {
  const names = Object.keys(ENDPOINTS) as EndpointName[];
  return names.find((name) => pattern.includes('/:tenant') && pattern.endsWith(ENDPOINTS[name]));
}

/** What clients call the authority: a user flow's base, its name as it is written. */
export function authorityUrl(origin: string, { prefix, tenant, userFlow }: Place): string {
  return `${origin}${prefix}/${tenant}/${userFlow}`;
}

/** The address of an endpoint, in lower case: clients derive one user flow's address from another's by its words. */
export function endpointUrl(origin: string, { prefix, tenant, userFlow, form }: Place, name: EndpointName): string {
  const base = `${origin}${prefix}/${tenant.toLowerCase()}`;
  if (form === 'query') return `${base}${ENDPOINTS[name]}?p=${userFlow.toLowerCase()}`;
  return `${base}/${userFlow.toLowerCase()}${ENDPOINTS[name]}`;
}

/** Where External ID asks whether a password is right; registered only where a setting opens it. */
export const PASSWORD_SUBMISSION_PATH = '/password-migration/submission';

/** Style sheets and logos of brands, by names made of their content. */
export const BRAND_PATTERN = '/assets/:file';

/** The start page of this server. */
export const START_PATH = '/';

/** Where a user flow is run for somebody who only wants to see it. */
export const RUN_PATH = '/run';

/** The reply URL of the built-in application that shows its tokens. */
export const VIEWER_PATH = '/viewer';

/** The page with ready configuration of an application. */
export function applicationHref(id: string): string {
  return `/applications/${id}`;
}

/** The development mailbox. */
export const INBOX_PATH = '/inbox';

/** The address of one mail in the inbox. */
export function messageHref(id: string): string {
  return `${INBOX_PATH}/${id}`;
}

/** The HTML of one mail, for a frame. */
export function messageHtmlHref(id: string): string {
  return `${INBOX_PATH}/${id}/html`;
}

/** Where a form deletes one mail. */
export function removeHref(id: string): string {
  return `${INBOX_PATH}/${id}/delete`;
}

/** Where a form deletes every mail. */
export function removeAllHref(): string {
  return `${INBOX_PATH}/delete`;
}

/** The door for tests of applications; registered only where a setting opens it. */
export const TEST_DOOR = {
  messages: '/test-door/messages',
  people: '/test-door/people',
  appCode: '/test-door/app-code',
  clock: '/test-door/clock',
  reset: '/test-door/reset',
  tokens: '/test-door/tokens',
  faults: '/test-door/faults',
} as const;
