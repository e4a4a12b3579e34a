import { permit, Refusal, serveAssets } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { atDoor, type Doors } from '../doors/door.ts';
import { isLoopback } from '../doors/loopback.ts';
import type { Readers } from '../doors/readers.ts';
import { whyNotHere } from '../doors/this-machine.ts';
import { formTarget } from '../journey/form-target.ts';
import { applicationHref, RUN_PATH, START_PATH, VIEWER_PATH } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';
import { readForm } from '../steps/form.ts';
import { findApplication, findUserFlow } from '../tenant/find.ts';
import { applicationPage } from '../views/application-page.ts';
import { COPY_SCRIPT, DEVELOPER_STYLE } from '../views/developer-assets.ts';
import { closedStartPage, startPage } from '../views/start-page.ts';
import { viewerPage } from '../views/viewer-page.ts';
import { decodeToken } from './decode-token.ts';
import { runTargets, runUrl } from './run-request.ts';
import { snippetsFor } from './snippets.ts';

type Services = Pick<ProtocolServices, 'tenant' | 'signingKeys' | 'random' | keyof Doors> & {
  hasInbox: boolean;
  /** Whether developers are shown the tenant; strangers on a public origin are not. */
  isShown: boolean;
  /** Whose connections see it on a loopback origin. */
  isReader: Readers;
};

/**
 * The pages at this server's own address, for developers: the tenant, running a user flow, configuration, tokens. On a
 * loopback origin they are for this machine alone; on a public one they are everybody's, if a setting says so at all.
 */
export function registerStartPage(app: FastifyInstance, everywhere: Services): void {
  serveAssets(app, [DEVELOPER_STYLE, COPY_SCRIPT]);
  if (!everywhere.isShown) {
    app.get(START_PATH, (_request, reply) => show(reply, closedStartPage()));
    return;
  }
  const isClosedTo = (request: FastifyRequest): boolean =>
    isLoopback(everywhere.origin) && whyNotHere(request, everywhere) !== undefined;
  app.get(START_PATH, (request, reply) => {
    if (isClosedTo(request)) return show(reply, closedStartPage());
    permit(reply, { formTargets: redirectTargets(everywhere), scripts: true });
    return show(reply, startPage({ ...atDoor(everywhere, request), targets: runTargets(everywhere.tenant) }));
  });
  app.register(async (room) => {
    room.addHook('onRequest', async (request) => {
      if (isClosedTo(request)) throw forThisMachine();
    });
    registerRooms(room, everywhere);
  });
}

/** What the start page leads to. */
function registerRooms(app: FastifyInstance, everywhere: Services): void {
  app.get(RUN_PATH, (request, reply) => run(atDoor(everywhere, request), request, reply));
  app.get<{ Params: { id: string }; Querystring: { userFlow?: string } }>(applicationHref(':id'), (request, reply) => {
    const { tenant, origin, issuerOrigin } = atDoor(everywhere, request);
    const application = findApplication(tenant, request.params.id);
    const userFlow = findUserFlow(tenant, request.query.userFlow ?? '') ?? tenant.userFlows.find(hasPages);
    if (!application || !userFlow) throw nothingHere();
    permit(reply, { scripts: true });
    const snippets = snippetsFor({ tenant, application, userFlow, origin, tlsOrigin: issuerOrigin });
    return show(reply, applicationPage({ tenant, application, userFlow, snippets }));
  });
  app.get(VIEWER_PATH, (_request, reply) => show(reply, viewerPage({ tokens: [] })));
  app.post(VIEWER_PATH, async (request, reply) => {
    const { id_token = '', access_token = '', error, error_description } = readForm(request.body);
    const tokens = await Promise.all(
      [['ID token', id_token] as const, ['Access token', access_token] as const].map(async ([name, raw]) => ({
        name,
        token: await decodeToken(everywhere, raw),
      })),
    );
    const refusal = error === undefined ? undefined : { error, description: error_description ?? '' };
    permit(reply, { scripts: true });
    return show(
      reply,
      viewerPage({ tokens: tokens.flatMap(({ name, token }) => (token ? [{ name, ...token }] : [])), refusal }),
    );
  });
}

function run(services: Services, { query }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { userFlow: name = '', reply: chosen = '' } = readForm(query);
  const userFlow = findUserFlow(services.tenant, name);
  const target = runTargets(services.tenant).find(
    ({ application, redirectUri }) => `${application.id} ${redirectUri}` === chosen,
  );
  if (!userFlow || !hasPages(userFlow) || !target) throw nothingHere();
  return reply.redirect(runUrl(services, { userFlow, target }), 303);
}

const hasPages = ({ kind }: { kind: string }): boolean => kind !== 'resource-owner-password';

/** Chromium applies `form-action` to where a form's answer leads in the end. */
function redirectTargets({ tenant }: Pick<Services, 'tenant'>): string[] {
  return [...new Set(runTargets(tenant).map(({ redirectUri }) => formTarget(redirectUri)))];
}

function nothingHere(): Refusal {
  return new Refusal({
    code: 'not-found',
    status: 404,
    message: 'The tenant has no such application or user flow (any more).',
  });
}

function forThisMachine(): Refusal {
  return new Refusal({ code: 'wrong-host', status: 421, message: 'This page is for this machine alone.' });
}

function show(reply: FastifyReply, page: { toString(): string }): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.toString());
}
