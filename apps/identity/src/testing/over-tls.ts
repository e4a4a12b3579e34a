import { request as httpsRequest } from 'node:https';
import type { Exchange } from './test-browser.ts';

/** Sends what a browser would send, over a real connection; `host` is the name it believes to talk to. */
export function overTls(ca: string, port: number, host = `localhost:${port}`): Exchange {
  return ({ method, url, payload, headers, cookies }) =>
    new Promise((resolve, reject) => {
      const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
      const options = {
        host: '127.0.0.1',
        servername: host.replace(/:\d+$/, ''),
        port,
        ca,
        method,
        path: url,
        headers: { host, ...headers, ...(cookie.length > 0 && { cookie: cookie.join('; ') }) },
      };
      const call = httpsRequest(options, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          statusCode: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          cookies: (response.headers['set-cookie'] ?? []).map(toCookie),
        });
      });
      call.on('error', reject).end(payload);
    });
}

function toCookie(line: string): { name: string; value: string } {
  const [pair = ''] = line.split(';');
  const [name = '', value = ''] = pair.split('=');
  return { name, value };
}
