import { ProtocolError } from '../errors/protocol-error.ts';
import { speaks } from '../tenant/extensions.ts';
import type { UserFlow } from '../tenant/tenant.ts';
import { AUTHENTICATION_CLASSES, type AuthenticationClass, canReach } from './authentication-class.ts';
import type { AuthorizationParameters } from './parameters.ts';

/**
 * Which authentication context classes are asked for, best first: `acr_values`, or `acr` of the `claims` parameter
 * (OIDC Core 3.1.2.1, 5.5.1.1). They count as essential, as RFC 9470 (section 5) recommends: a run reaches one or fails.
 * User flows without the extension ignore both, as B2C does.
 * @throws ProtocolError SURETY10004 `unmet_authentication_requirements`, AADB2C90122 claims that are not JSON.
 */
export function checkAuthenticationClass(
  parameters: AuthorizationParameters,
  userFlow: UserFlow,
): readonly AuthenticationClass[] | undefined {
  if (!speaks(userFlow, 'authentication-context')) return undefined;
  const asked = askedClasses(parameters);
  if (asked.length === 0) return undefined;
  const reachable = asked.flatMap((word) =>
    AUTHENTICATION_CLASSES.filter((known) => known === word && canReach(userFlow, known)),
  );
  if (reachable.length === 0) throw new ProtocolError('SURETY10004');
  return reachable;
}

function askedClasses({ acrValues = '', claims }: AuthorizationParameters): string[] {
  const words = acrValues.split(' ').filter((word) => word !== '');
  if (claims === undefined) return words;
  const acr = member(member(readJson(claims), 'id_token'), 'acr');
  const values = member(acr, 'values');
  const asked = [member(acr, 'value'), ...(Array.isArray(values) ? values : [])];
  const classes = asked.filter((word): word is string => typeof word === 'string');
  return classes.length > 0 ? classes : words;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError('AADB2C90122', {}, { detail: 'claims is not JSON' });
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
