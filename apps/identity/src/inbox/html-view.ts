import type { FastifyReply } from 'fastify';

/**
 * What the HTML of a mail may do in its frame: look as its sender meant it, and open links in another window. It loads nothing
 * from anywhere (no picture tells its sender that it was read), runs no script, sends no form, and has an origin of its own.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Answers with the HTML of a mail, for a frame of our own page and nothing else. */
export function sendMailHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('content-security-policy', POLICY)
    .header('x-frame-options', 'SAMEORIGIN')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html><meta charset="utf-8"><base target="_blank">${html}`);
}
