import type { Extension, UserFlow } from '../tenant/tenant.ts';

/** Every extension at once: a strict OpenID provider. */
export const ALL_EXTENSIONS: readonly Extension[] = [
  'pushed-authorization-requests',
  'authentication-context',
  'issuer-identification',
  'jwt-access-tokens',
  'back-channel-logout',
  'front-channel-logout',
  'standard-claims',
  'standard-metadata',
];

/** A user flow that any client for OpenID Connect takes as it is; a second factor is asked for when a request wants it. */
export const STRICT_FLOW: Partial<UserFlow> = {
  extensions: ALL_EXTENSIONS,
  issuerForm: 'user-flow',
  secondFactor: { enforcement: 'off', methods: ['email-code'], reuse: 'session' },
};
