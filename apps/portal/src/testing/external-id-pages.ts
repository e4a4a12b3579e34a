import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExternalPerson } from './external-id-people.ts';

type Write = (response: ServerResponse) => void;
type Desk = {
  origin: string;
  people: readonly ExternalPerson[];
  approve(location: string, person: ExternalPerson): string;
  leadsThrough?: string | undefined;
};

/** The second factor of everybody at the stand-in. */
export const EXTERNAL_CODE = '135790';

/** The sign-in page of the stand-in: an address, and a code where a context is asked for. */
export function pageFor(request: IncomingMessage, desk: Desk): Promise<Write> | undefined {
  const url = new URL(request.url ?? '/', desk.origin);
  if (url.pathname.endsWith('/logout'))
    return Promise.resolve(redirect(url.searchParams.get('post_logout_redirect_uri')));
  if (!url.pathname.endsWith('/authorize')) return undefined;
  if (desk.leadsThrough && !url.searchParams.has('led')) {
    url.searchParams.set('led', 'true');
    return Promise.resolve(redirect(`${desk.leadsThrough}/?${new URLSearchParams({ to: url.href })}`));
  }
  return answer(request, url, desk);
}

async function answer(request: IncomingMessage, url: URL, { people, approve }: Desk): Promise<Write> {
  const asksForCode = (url.searchParams.get('claims') ?? '').includes('acrs');
  // It remembers nobody, so without a page nobody can be signed in.
  if (url.searchParams.get('prompt') === 'none') return redirect(refusedAt(url, NOBODY));
  if (request.method === 'GET') return signInPage({ asksForCode });
  const fields = await fieldsOf(request);
  if (fields.get('answer') === 'cancel') return redirect(refusedAt(url, CANCELLED));
  const person = people.find(({ email }) => email === fields.get('email'));
  if (person === undefined || (asksForCode && fields.get('code') !== EXTERNAL_CODE))
    return signInPage({ asksForCode, complaint: 'That is not right.' });
  return redirect(`${redirectUriOf(url).origin}${approve(url.href, person)}`);
}

// In the words of the documentation of the authorization code flow.
const CANCELLED = { error: 'access_denied', error_description: 'the user canceled the authentication' };
const NOBODY = {
  error: 'login_required',
  error_description: 'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
};

function refusedAt(asked: URL, error: { error: string; error_description: string }): string {
  const answer = { ...error, state: asked.searchParams.get('state') ?? '' };
  return `${redirectUriOf(asked).href}?${new URLSearchParams(answer)}`;
}

function redirectUriOf({ searchParams }: URL): URL {
  return new URL(searchParams.get('redirect_uri') ?? '');
}

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

function redirect(location: string | null): Write {
  return (response) => void response.writeHead(303, { location: location ?? '/' }).end();
}

function signInPage({ asksForCode, complaint = '' }: { asksForCode: boolean; complaint?: string }): Write {
  const code = '<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label></p>';
  return (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in as with External ID</title></head>
<body><main><h1>Sign in as with External ID</h1><p role="alert">${complaint}</p><form method="post">
<p><label>Address <input name="email" type="email"></label></p>${asksForCode ? code : ''}
<p><button name="answer" value="go">Go on</button> <button name="answer" value="cancel">Cancel</button></p></form></main></body></html>`);
}
