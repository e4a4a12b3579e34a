import { withOwnOrigin } from '@surety/web';

/** Settings by name, as the environment holds them. */
export type Environment = Record<string, string | undefined>;

/**
 * Settings of the three apps that follow from their ports, so that moving one port is one setting.
 * What is set already stays as it is.
 */
export function withOrigins(environment: Environment): Environment {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  if (environment.TLS_PORT === '') given.TLS_PORT = 'off';
  const origins = ['PORTAL', 'API', 'IDENTITY'].reduce(withOwnOrigin, given as Environment);
  return {
    PORTAL_ORIGIN: 'http://localhost:3000',
    API_ORIGIN: 'http://localhost:3001',
    IDENTITY_ORIGIN: 'http://localhost:3002',
    ...backChannel(given, origins),
    ...issuerAt(given.TLS_PORT),
    // The banner is what a person wants to read; the apps run alone log every request.
    LOG_LEVEL: 'warn',
    ...origins,
  };
}

// Another provider, or a tenant elsewhere, is reached where its own settings say.
function backChannel(given: Environment, { IDENTITY_ORIGIN = 'http://localhost:3002' }: Environment): Environment {
  return isIdentityEmbedded(given) ? { PROVIDER_BACK_CHANNEL: IDENTITY_ORIGIN } : {};
}

/** Whether the settings name the embedded identity as the provider, and not a tenant or a provider elsewhere. */
export function isIdentityEmbedded({ PROVIDER_KIND, AUTHORITY_ORIGIN, ISSUER_ORIGIN, TLS_PORT }: Environment): boolean {
  if ((PROVIDER_KIND || 'azure-ad-b2c') !== 'azure-ad-b2c') return false;
  return !AUTHORITY_ORIGIN || AUTHORITY_ORIGIN === (ISSUER_ORIGIN || `https://localhost:${TLS_PORT || 3443}`);
}

/** Identity names its TLS door as its issuer, and that is where clients look for it. */
function issuerAt(tlsPort: string | undefined): Environment {
  // What is no port is refused by its own name.
  if (tlsPort === undefined || !/^\d{1,5}$/.test(tlsPort) || Number(tlsPort) > 65_535) return {};
  const origin = `https://localhost:${tlsPort}`;
  return { ISSUER_ORIGIN: origin, AUTHORITY_ORIGIN: origin };
}

/** The api sends its notices to identity's inbox, unless there is a mail server for everyone. */
export function withInbox(environment: Environment): Environment {
  const { INBOX_SMTP_PORT = '3025' } = environment;
  return { SMTP_URL: `smtp://localhost:${INBOX_SMTP_PORT}`, ...environment };
}
