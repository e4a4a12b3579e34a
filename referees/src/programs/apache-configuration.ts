import type { Identity } from '../stage/identity.ts';
import { CALLBACK, TENANT } from '../stage/tenant.ts';

/** What Apache is told: where its folder and modules are, and where it hands requests of signed-in people to. */
export type ApacheOptions = { folder: string; modules: string; upstream: string; identity: Identity };

const MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'proxy', 'proxy_http', 'auth_openidc'];

/** An Apache that signs people in before it hands them on: one site for each user flow. */
export function apacheConfiguration(options: ApacheOptions): string {
  const { folder, modules, identity } = options;
  const { web, otherWeb } = identity.applications;
  return `ServerRoot "${folder}"
ServerName localhost
PidFile "${folder}/apache.pid"
ErrorLog "${folder}/error.log"\nLogLevel auth_openidc:info
DefaultRuntimeDir "${folder}"
${MODULES.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
${site(options, web, TENANT.signIn)}
${site(options, otherWeb, TENANT.profile)}
`;
}

function site({ upstream, identity: { tlsOrigin, caFile } }: ApacheOptions, origin: string, userFlow: string): string {
  const { port } = new URL(origin);
  return `Listen localhost:${port}
<VirtualHost *:${port}>
  ServerName ${origin}
  OIDCProviderMetadataURL ${tlsOrigin}/${TENANT.name}/${userFlow}/v2.0/.well-known/openid-configuration
  OIDCCABundlePath "${caFile}"
  OIDCClientID ${TENANT.web.id}
  OIDCClientSecret ${TENANT.web.secret}
  OIDCProviderTokenEndpointAuth client_secret_post
  OIDCRedirectURI ${origin}${CALLBACK}
  OIDCCookie apache-${userFlow}
  OIDCCryptoPassphrase ${userFlow}-passphrase
  OIDCScope "openid offline_access ${TENANT.api.scope}"
  OIDCPKCEMethod S256
  OIDCRemoteUserClaim sub
  OIDCPassIDTokenAs payload
  OIDCDefaultLoggedOutURL ${origin}/
  <Location />
    AuthType openid-connect
    Require valid-user
    # Also for clients that do not say they are a browser going somewhere.
    OIDCUnAuthAction auth "true"
    ProxyPass ${upstream}/
  </Location>
</VirtualHost>`;
}
