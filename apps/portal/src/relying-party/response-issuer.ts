import { Refusal } from '@surety/web';
import type { ProviderMetadata } from './provider-metadata.ts';

/**
 * Refuses an authorization response of another issuer than the one that was asked (RFC 9207 section 2.4). A provider that
 * announces `iss` must send it; one that does not is told apart by this portal having one provider only.
 * @throws Refusal `issuer-differs` (400)
 */
export function assertResponseIssuer(
  { issuer, sendsIssuer }: Pick<ProviderMetadata, 'issuer' | 'sendsIssuer'>,
  iss: string | undefined,
): void {
  if (iss === issuer || (iss === undefined && !sendsIssuer)) return;
  throw new Refusal({
    code: 'issuer-differs',
    status: 400,
    message: 'The answer came from another sign-in service than the one that was asked. Nobody was signed in by it.',
    detail: iss === undefined ? 'iss is missing' : 'iss is another issuer',
  });
}
