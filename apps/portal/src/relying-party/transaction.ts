import { TRANSACTION_TYPE, type Transaction, transactionDetails } from '@surety/oauth';

/**
 * The transaction as `authorization_details`, where the provider knows the type and takes pushed requests; in a request
 * that passes through the browser it could be changed, and is left out.
 */
export function authorizationDetails(
  transaction: Transaction | undefined,
  provider: { pushedRequestEndpoint?: string | undefined; detailTypes: readonly string[] },
): { authorization_details?: string } {
  const isShown = provider.pushedRequestEndpoint !== undefined && provider.detailTypes.includes(TRANSACTION_TYPE);
  if (transaction === undefined || !isShown) return {};
  return { authorization_details: JSON.stringify(transactionDetails(transaction)) };
}
