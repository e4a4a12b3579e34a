import { type Environment, withOrigins } from '../start/origins.ts';

/**
 * The settings as portal and api get them: of the embedded system the origins follow from the ports, as `npm start` has it;
 * a provider elsewhere is reached where its own settings say.
 */
export function settingsOf(environment: Environment): Environment {
  const { PROVIDER_KIND = 'azure-ad-b2c', AUTHORITY_ORIGIN = '' } = environment;
  if (PROVIDER_KIND === 'azure-ad-b2c' && AUTHORITY_ORIGIN === '') return withOrigins(environment);
  return { ...withOrigins(environment), PROVIDER_BACK_CHANNEL: environment.PROVIDER_BACK_CHANNEL };
}
