import type { IncomingMessage, ServerResponse } from 'node:http';

type Write = (response: ServerResponse) => void;
type Desk = { origin: string; approve(location: string): string };

/** The sign-in page of the stand-in: whoever presses the button is Ada; where a context is asked for, with a code. */
export function pageFor(request: IncomingMessage, { origin, approve }: Desk): Promise<Write> | undefined {
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname.endsWith('/logout'))
    return Promise.resolve(redirect(url.searchParams.get('post_logout_redirect_uri')));
  if (!url.pathname.endsWith('/authorize')) return undefined;
  const asksForCode = (url.searchParams.get('claims') ?? '').includes('acrs');
  if (request.method === 'GET') return Promise.resolve(signInPage(asksForCode));
  const portal = new URL(url.searchParams.get('redirect_uri') ?? '').origin;
  return Promise.resolve(redirect(`${portal}${approve(url.href)}`));
}

function redirect(location: string | null): Write {
  return (response) => void response.writeHead(303, { location: location ?? '/' }).end();
}

function signInPage(asksForCode: boolean): Write {
  const code = '<p><label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code"></label></p>';
  return (response) =>
    void response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in as with External ID</title></head>
<body><main><h1>Sign in as with External ID</h1><form method="post">${asksForCode ? code : ''}
<p><button>Go on</button></p></form></main></body></html>`);
}
