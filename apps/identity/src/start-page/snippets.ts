import { authorityUrl, endpointUrl } from '../routes.ts';
import type { Application, Tenant, UserFlow } from '../tenant/tenant.ts';

/** Ready configuration of one client library. */
export type Snippet = { library: string; fileName: string; text: string };

/** What the values of a snippet are taken from. */
export type SnippetValues = {
  tenant: Tenant;
  userFlow: UserFlow;
  application: Application;
  /** Where browsers find identity. */
  origin: string;
  /** Where clients that insist on https find it. */
  tlsOrigin: string;
};

/** Configuration for the libraries that suit this kind of application. Secrets are never in it. */
export function snippetsFor(values: SnippetValues): Snippet[] {
  const isPublic = values.application.kind !== 'web';
  const confidential = isPublic ? [] : [identityWeb, spring];
  return [...(isPublic ? [msalBrowser] : []), msalNode, msalPython, ...confidential, openidClient].map((make) =>
    make(values),
  );
}

const SECRET = 'THE-SECRET-OF-THE-APPLICATION';

function authorityOf({ tlsOrigin, tenant, userFlow }: SnippetValues): string {
  return authorityUrl(tlsOrigin, { prefix: '', tenant: tenant.name, userFlow: userFlow.name, form: 'path' });
}

function urlOf({ origin, tenant, userFlow }: SnippetValues, endpoint: Parameters<typeof endpointUrl>[2]): string {
  return endpointUrl(origin, { prefix: '', tenant: tenant.name, userFlow: userFlow.name, form: 'path' }, endpoint);
}

function redirectUriOf({ application }: SnippetValues): string {
  return application.redirectUris[0] ?? 'http://localhost:5000/';
}

function msalNode(values: SnippetValues): Snippet {
  const { application, tlsOrigin } = values;
  const isPublic = application.kind !== 'web';
  return {
    library: 'MSAL Node',
    fileName: 'sign-in.js',
    text: `import { ${isPublic ? 'PublicClientApplication' : 'ConfidentialClientApplication'} } from '@azure/msal-node';

const client = new ${isPublic ? 'PublicClientApplication' : 'ConfidentialClientApplication'}({
  auth: {
    clientId: '${application.id}',${isPublic ? '' : `\n    clientSecret: process.env.CLIENT_SECRET, // ${SECRET}`}
    authority: '${authorityOf(values)}',
    knownAuthorities: ['${new URL(tlsOrigin).host}'],
  },
});
// redirectUri: ${redirectUriOf(values)}
// Start it with NODE_EXTRA_CA_CERTS naming the file that "npm run identity -- ca" prints.`,
  };
}

function msalBrowser(values: SnippetValues): Snippet {
  const { application, tlsOrigin } = values;
  return {
    library: 'MSAL.js',
    fileName: 'sign-in.js',
    text: `import { PublicClientApplication } from '@azure/msal-browser';

const client = await PublicClientApplication.createPublicClientApplication({
  auth: {
    clientId: '${application.id}',
    authority: '${authorityOf(values)}',
    knownAuthorities: ['${new URL(tlsOrigin).host}'],
    redirectUri: '${redirectUriOf(values)}',
  },
  cache: { cacheLocation: 'sessionStorage' },
});`,
  };
}

function msalPython(values: SnippetValues): Snippet {
  const { application } = values;
  const isPublic = application.kind !== 'web';
  return {
    library: 'MSAL Python',
    fileName: 'sign_in.py',
    text: `import os
import msal

client = msal.${isPublic ? 'PublicClientApplication' : 'ConfidentialClientApplication'}(
    "${application.id}",
    authority="${authorityOf(values)}",${isPublic ? '' : `\n    client_credential=os.environ["CLIENT_SECRET"],  # ${SECRET}`}
)
# redirect_uri: ${redirectUriOf(values)}
# Start it with REQUESTS_CA_BUNDLE naming the file that "npm run identity -- ca" prints.`,
  };
}

function identityWeb(values: SnippetValues): Snippet {
  const { application, tenant, tlsOrigin, userFlow } = values;
  const settings = {
    AzureAdB2C: {
      Instance: tlsOrigin,
      Domain: tenant.name,
      ClientId: application.id,
      ClientSecret: SECRET,
      SignUpSignInPolicyId: userFlow.name,
      CallbackPath: new URL(redirectUriOf(values)).pathname,
    },
  };
  return {
    library: 'Microsoft.Identity.Web',
    fileName: 'appsettings.Development.json',
    text: JSON.stringify(settings, undefined, 2),
  };
}

function spring(values: SnippetValues): Snippet {
  const { application } = values;
  return {
    library: 'Spring Security',
    fileName: 'application.yaml',
    text: `spring:
  security:
    oauth2:
      client:
        registration:
          identity:
            client-id: ${application.id}
            client-secret: \${CLIENT_SECRET} # ${SECRET}
            authorization-grant-type: authorization_code
            client-authentication-method: client_secret_post
            redirect-uri: ${redirectUriOf(values)}
            scope: openid
        provider:
          identity:
            authorization-uri: ${urlOf(values, 'authorize')}
            token-uri: ${urlOf(values, 'token')}
            jwk-set-uri: ${urlOf(values, 'keys')}
            user-name-attribute: sub`,
  };
}

function openidClient(values: SnippetValues): Snippet {
  const { application, tlsOrigin } = values;
  const isPublic = application.kind !== 'web';
  const metadata = urlOf({ ...values, origin: tlsOrigin }, 'metadata');
  return {
    library: 'openid-client',
    fileName: 'sign-in.js',
    text: `import * as client from 'openid-client';

const configuration = await client.discovery(
  new URL('${metadata}'),
  '${application.id}',
  ${isPublic ? `undefined,\n  client.None(),` : `process.env.CLIENT_SECRET, // ${SECRET}`}
);
// redirect_uri: ${redirectUriOf(values)}
// Start it with NODE_EXTRA_CA_CERTS naming the file that "npm run identity -- ca" prints.`,
  };
}
