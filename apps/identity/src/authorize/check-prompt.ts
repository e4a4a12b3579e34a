import { ProtocolError } from '../errors/protocol-error.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { AuthorizationParameters } from './parameters.ts';

const PROMPTS = ['none', 'login', 'consent', 'select_account'] as const;

/**
 * May, or must, the person be asked something? (OIDC Core 3.1.2.1)
 * @throws ProtocolError AADB2C90043
 */
export function checkPrompt({ prompt }: AuthorizationParameters): AuthorizationRequest['prompt'] {
  if (prompt === undefined) return undefined;
  const known = PROMPTS.find((word) => word === prompt);
  if (known === undefined) throw new ProtocolError('AADB2C90043');
  return known;
}
