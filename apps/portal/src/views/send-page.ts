import { rolesOf } from '@surety/oauth';
import { type Asset, type Html, permit } from '@surety/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PortalServices } from '../services.ts';
import { nameOf, type PortalSession } from '../session/session.ts';
import { layout } from './layout.ts';
import { noticeFor } from './notices.ts';

/** One page, before the house is put around it. */
export type Page = {
  title: string;
  body: Html;
  /** 200 unless said. */
  status?: number;
  current?: string;
  scripts?: readonly Asset[];
};

type Needs = Pick<PortalServices, 'sessions' | 'relyingParty' | 'rolesClaim' | 'personClaims'>;

/** Sends a page to whoever asks; it is nobody else's, so no cache keeps it. */
export async function sendPage(
  services: Needs,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  page: Page & { session?: PortalSession | undefined },
): Promise<FastifyReply> {
  const session = 'session' in page ? page.session : await services.sessions.read(request);
  // Signing out and confirming are forms whose answer redirects to the provider.
  permit(reply, { formTargets: await services.relyingParty.formTargets(), scripts: page.scripts !== undefined });
  const viewer = session && {
    name: nameOf(session.claims, services.personClaims),
    csrfToken: services.sessions.csrfToken(request),
    isStaff: rolesOf(session.claims, services.rolesClaim).has('staff'),
  };
  const body = noticeFor((request.query as Record<string, unknown>).notice, page.body);
  return reply
    .code(page.status ?? 200)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(layout({ title: page.title, body, viewer, current: page.current, scripts: page.scripts }).toString());
}
