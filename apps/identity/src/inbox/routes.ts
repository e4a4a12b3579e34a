import { assertCsrfToken, assertSameOrigin, CSRF_FIELD, csrfToken, permit, Refusal, serveAssets } from '@surety/web';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { atDoor, type Doors } from '../doors/door.ts';
import type { Readers } from '../doors/readers.ts';
import { whyNotHere } from '../doors/this-machine.ts';
import { ensureBrowser } from '../journey/browser.ts';
import { INBOX_PATH, messageHref, messageHtmlHref, removeAllHref, removeHref } from '../routes.ts';
import type { ProtocolServices } from '../services.ts';
import { readForm } from '../steps/form.ts';
import { INBOX_SCRIPT } from '../views/developer-assets.ts';
import { inboxPage } from '../views/inbox-page.ts';
import { messagePage } from '../views/message-page.ts';
import { findCode } from './find-code.ts';
import { sendMailHtml } from './html-view.ts';
import type { Inbox } from './inbox.ts';
import type { InboxMessage } from './message-repository.ts';

type Services = Pick<ProtocolServices, keyof Doors | 'random'> & {
  inbox: Inbox;
  secret: string;
  /** Whose connections may read it. */
  isReader: Readers;
};
type MessageParams = { id: string };

/** The development mailbox. It shows everybody's codes, so it is registered only where no strangers are. */
export function registerInbox(app: FastifyInstance, services: Services): void {
  const { inbox, secret } = services;
  const boundTo = (request: FastifyRequest, reply: FastifyReply): string =>
    `inbox:${ensureBrowser(atDoor(services, request), request, reply)}`;
  const token = (request: FastifyRequest, reply: FastifyReply): string => csrfToken(secret, boundTo(request, reply));
  const assertOurForm = (request: FastifyRequest, reply: FastifyReply): void => {
    assertSameOrigin(request, atDoor(services, request).origin);
    assertCsrfToken(secret, boundTo(request, reply), readForm(request.body)[CSRF_FIELD]);
  };

  serveAssets(app, [INBOX_SCRIPT]);
  app.register(async (room) => {
    room.addHook('onRequest', async (request, reply) => {
      assertFromHere(request, services);
      reply.header('cache-control', 'no-store').type('text/html; charset=utf-8');
    });

    room.get<{ Querystring: { q?: unknown } }>(INBOX_PATH, async (request, reply) => {
      const search = typeof request.query.q === 'string' ? request.query.q.slice(0, 200) : '';
      const messages = await inbox.list(search);
      if (wantsJson(request))
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(asJson(messages)));
      permit(reply, { scripts: true });
      return inboxPage({ messages, search, csrf: token(request, reply) }).toString();
    });
    room.get<{ Params: MessageParams; Querystring: { view?: unknown } }>(messageHref(':id'), async (request, reply) => {
      const message = await findMessage(inbox, request.params.id);
      const showsHtml = request.query.view === 'html' && message.html !== undefined;
      permit(reply, { scripts: true, frames: showsHtml ? ["'self'"] : [] });
      return messagePage({ message, showsHtml, csrf: token(request, reply) }).toString();
    });
    room.get<{ Params: MessageParams }>(messageHtmlHref(':id'), async (request, reply) =>
      sendMailHtml(reply, (await findMessage(inbox, request.params.id)).html ?? ''),
    );
    room.post<{ Params: MessageParams }>(removeHref(':id'), async (request, reply) => {
      assertOurForm(request, reply);
      await inbox.remove((await findMessage(inbox, request.params.id)).id);
      return reply.redirect(INBOX_PATH, 303);
    });
    room.post(removeAllHref(), async (request, reply) => {
      assertOurForm(request, reply);
      await inbox.removeAll();
      return reply.redirect(INBOX_PATH, 303);
    });
  });
}

/** For programs of this machine: the same list, with the codes in it. */
function asJson(messages: readonly InboxMessage[]): object {
  return { messages: messages.map((message) => ({ ...message, code: findCode(message) ?? null })) };
}

function wantsJson({ headers }: FastifyRequest): boolean {
  return /^application\/json\b/.test(headers.accept ?? '');
}

async function findMessage(inbox: Inbox, id: string) {
  const message = /^[0-9a-f-]{36}$/.test(id) ? await inbox.find(id) : undefined;
  if (message) return message;
  throw new Refusal({ code: 'message-gone', status: 404, message: 'This message is not in the inbox (any more).' });
}

/** Codes are read on this machine: {@link whyNotHere}. */
function assertFromHere(request: FastifyRequest, services: Services): void {
  if (whyNotHere(request, services) === undefined) return;
  throw new Refusal({ code: 'wrong-host', status: 421, message: 'The inbox is for this machine alone.' });
}
