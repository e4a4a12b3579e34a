import type { TransactionDetail } from '../authorize/authorization-details.ts';
import { PORTAL, STEP_UP, TENANT_NAME } from './a-tenant.ts';
import { aRequest } from './sign-in.ts';
import type { TestIdentity } from './test-identity.ts';

/** What a person is asked to confirm. */
export const TRANSACTION: TransactionDetail = {
  type: 'urn:surety:transaction',
  title: 'Pay 120.00 EUR to <b>Acme & Co</b>',
  lines: ['From account 1', 'Today'],
  reference: 'payment-17',
};

type Asked = { userFlow?: string; headers?: Record<string, string> };

/** Pushes an authorization request as the portal; `undefined` takes a member away. */
export async function pushRequest(
  identity: TestIdentity,
  changes: Record<string, string | undefined> = {},
  { userFlow = STEP_UP, headers = {} }: Asked = {},
) {
  const asked = { client_secret: PORTAL.secret, authorization_details: JSON.stringify([TRANSACTION]), ...changes };
  const response = await identity.app.inject({
    method: 'POST',
    url: `/${TENANT_NAME}/${userFlow}/oauth2/v2.0/par`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(aRequest(asked)).toString(),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() as Record<string, string> };
}
