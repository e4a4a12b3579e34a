import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { OPENID_CODE, type OpenidPerson } from './people.ts';

const SECOND_FACTOR = 'urn:demo:second-factor';

/** The sign-in page of the test's provider: address and password, and a code where a second factor is asked for. */
export async function handleInteraction(
  provider: Provider,
  people: readonly OpenidPerson[],
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const asksForCode = String(params.acr_values ?? '').includes(SECOND_FACTOR);
  if (request.method === 'GET') return page(response, { asksForCode, hint: String(params.login_hint ?? '') });
  const fields = await fieldsOf(request);
  if (fields.get('answer') === 'cancel') {
    const result = { error: 'access_denied', error_description: 'The person pressed Cancel.' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const person = people.find(
    ({ email, password }) => email === fields.get('email') && password === fields.get('password'),
  );
  if (!person || (asksForCode && fields.get('code') !== OPENID_CODE))
    return page(response, { asksForCode, hint: fields.get('email') ?? '', complaint: 'That is not right.' });
  const login = { accountId: person.sub, ...(asksForCode ? { acr: SECOND_FACTOR, amr: ['pwd', 'otp'] } : {}) };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

function page(
  response: ServerResponse,
  { asksForCode, hint, complaint = '' }: { asksForCode: boolean; hint: string; complaint?: string },
): void {
  const code = '<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label></p>';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in at another provider</title></head>
<body><main><h1>Sign in at another provider</h1><p role="alert">${complaint}</p>
<form method="post"><p><label>Address <input name="email" type="email" value="${hint.replace(/["<>&]/g, '')}"></label></p>
<p><label>Password <input name="password" type="password"></label></p>${asksForCode ? code : ''}
<p><button name="answer" value="go">Go on</button> <button name="answer" value="cancel">Cancel</button></p></form></main></body></html>`);
}
