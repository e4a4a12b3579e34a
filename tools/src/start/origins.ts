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
  const { PORTAL_PORT = '3000', API_PORT = '3001', IDENTITY_PORT = '3002' } = given;
  const identity = given.IDENTITY_ORIGIN ?? `http://localhost:${IDENTITY_PORT}`;
  return {
    PORTAL_ORIGIN: `http://localhost:${PORTAL_PORT}`,
    API_ORIGIN: `http://localhost:${API_PORT}`,
    IDENTITY_ORIGIN: identity,
    PROVIDER_BACK_CHANNEL: identity,
    ...issuerAt(given.TLS_PORT),
    // The banner is what a person wants to read; the apps run alone log every request.
    LOG_LEVEL: 'warn',
    ...given,
  };
}

/** Identity names its TLS door as its issuer, and that is where clients look for it. */
function issuerAt(tlsPort: string | undefined): Environment {
  if (tlsPort === undefined || tlsPort === 'off') return {};
  const origin = `https://localhost:${tlsPort}`;
  return { ISSUER_ORIGIN: origin, AUTHORITY_ORIGIN: origin };
}

/** The api sends its notices to identity's inbox, unless there is a mail server for everyone. */
export function withInbox(environment: Environment): Environment {
  const { INBOX_SMTP_PORT = '3025' } = environment;
  return { SMTP_URL: `smtp://localhost:${INBOX_SMTP_PORT}`, ...environment };
}
