import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { startIdentity } from '../stage/identity.ts';
import type { Mailbox } from '../stage/mailbox.ts';
import type { Settings } from '../stage/surety.ts';
import { fetchAsHost } from './fetch-as-host.ts';

export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const TENANT_NAME = 'contoso.onmicrosoft.com';
export const CLIENT_ID = 'b0100000-0000-4000-8000-00000000000b';
export const CLIENT_SECRET = 'a-secret-for-these-journeys-only';
export const API_URI = `https://${TENANT_NAME}/api`;
export const SIGN_IN = 'B2C_1_signupsignin1';
const API_ID = 'a9100000-0000-4000-8000-00000000000a';
const SCOPES = ['Accounts.Read', 'Accounts.Write'].map((scope) => `${API_URI}/${scope}`);

/** What all user flows of the tenant have in common. */
export type FlowOptions = { issuerForm: 'tenant' | 'user-flow'; extensions: readonly string[] };

const CLAIMS = ['given_name', 'family_name', 'name', 'city', 'country', 'emails', 'oid', 'newUser', 'extension_Roles'];
const METHODS = ['authenticator-app', 'email-code'];
const PROVEN = { secondFactor: { enforcement: 'always', methods: METHODS, reuse: 'never' } };

// A flow that can be asked for a class offers its second factors itself; B2C's step-up is a flow of its own.
function userFlows({ issuerForm, extensions }: FlowOptions): object[] {
  const common = { issuerForm, extensions, claims: CLAIMS };
  const askable = extensions.length === 0 ? {} : { secondFactor: { enforcement: 'off', methods: METHODS } };
  return [
    { ...common, ...askable, name: SIGN_IN, kind: 'sign-up-and-sign-in' },
    {
      ...common,
      ...PROVEN,
      name: 'B2C_1_signupsignin1_mfa',
      kind: 'sign-up-and-sign-in',
      tokens: { lifetimeMinutes: 5, refresh: 'never' },
      extensions: ['pushed-authorization-requests'],
    },
    { ...common, name: 'B2C_1_profileediting1', kind: 'profile-editing' },
    { ...common, name: 'B2C_1_passwordreset1', kind: 'password-reset' },
    { ...common, ...PROVEN, name: 'B2C_1_account1', kind: 'account' },
  ];
}

function tenantFor(portal: string, flows: FlowOptions): object {
  return {
    id: TENANT_ID,
    name: TENANT_NAME,
    customAttributes: [{ name: 'Roles', type: 'string', label: 'Roles' }],
    userFlows: userFlows(flows),
    applications: [
      {
        id: CLIENT_ID,
        name: 'Surety',
        kind: 'web',
        secrets: [CLIENT_SECRET],
        redirectUris: [`${portal}/sign-in/callback`],
        postLogoutRedirectUris: [`${portal}/`],
        grantedScopes: SCOPES,
      },
      {
        id: API_ID,
        name: 'Surety API',
        kind: 'web',
        exposes: { appIdUri: API_URI, scopes: SCOPES.map((scope) => scope.slice(API_URI.length + 1)) },
      },
    ],
  };
}

export type SeparateIdentity = {
  /** Where browsers find it: its TLS door, under the host that was asked for. */
  publicOrigin: string;
  /** Where servers may find it without TLS. */
  origin: string;
  localCa: string;
  /** Settings of portal and api that name the registrations. */
  clients: Settings;
  /** Reaches it under its public origin, whatever the names of this machine are. */
  fetch: typeof globalThis.fetch;
  stop(): Promise<void>;
};

type SeparateIdentityOptions = { portal: string; mailbox: Mailbox; host: string; userFlow: FlowOptions };

/** Starts identity with a tenant of its own, apart from the system, under this host name. */
export async function openIdentity(options: SeparateIdentityOptions): Promise<SeparateIdentity> {
  const { portal, mailbox, host, userFlow } = options;
  const folder = mkdtempSync(join(tmpdir(), 'surety-tenant-'));
  const file = join(folder, 'tenant.json');
  writeFileSync(file, JSON.stringify(tenantFor(portal, userFlow)));
  const identity = await startIdentity(({ TLS_PORT }) => {
    const publicOrigin = `https://${host}:${TLS_PORT}`;
    return {
      TENANT_FILE: file,
      SMTP_URL: mailbox.smtpUrl,
      DEMO_PEOPLE: 'true',
      TLS_HOST_NAMES: `localhost,${host}:${TLS_PORT}`,
      ISSUER_ORIGIN: publicOrigin,
      IDENTITY_ORIGIN: publicOrigin,
    };
  });
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(identity.localCa, 'utf8')]);
  const { port } = new URL(identity.tlsOrigin);
  const publicOrigin = `https://${host}:${port}`;
  return {
    publicOrigin,
    origin: identity.origin,
    localCa: identity.localCa,
    clients: { PORTAL_CLIENT_ID: CLIENT_ID, PORTAL_CLIENT_SECRET: CLIENT_SECRET, API_CLIENT_ID: API_ID },
    fetch: fetchAsHost(publicOrigin),
    async stop() {
      await identity.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
