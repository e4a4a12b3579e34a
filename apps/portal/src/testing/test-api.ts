import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type EndorsementDocument,
  type Operation,
  type OperationName,
  operations,
  type PolicyDocument,
} from '@surety/api-contract';
import { calendarDateOf, type DesignationProposal, parseDesignation, warningsAbout } from '@surety/insurance';
import { formatBearerChallenge } from '@surety/oauth';
import { decodeJwt } from 'jose';
import { aPolicy } from './builders.ts';

type Reply = { status: number; body: object; headers?: Record<string, string> };
type Draft = EndorsementDocument & { basedOn: number; subject: string };
type Call = { token?: string | undefined; parameters: Record<string, string>; body: unknown; ifMatch?: string };

/** A stand-in for the api, made from the contract: what it answers is checked against the contract's schemas. */
export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

export async function startTestApi(now: () => Date) {
  const state = {
    policies: new Map<string, { owner: string; version: number; policy: PolicyDocument }>(),
    endorsements: new Map<string, Draft>(),
    registered: [] as string[],
    tokens: [] as string[],
    isAway: false,
    stepUpFlow: 'b2c_1_signupsignin1_mfa',
    demandsProof: true,
  };
  const own = (owner: string, policy = aPolicy()): void =>
    void state.policies.set(policy.number, { owner, version: 1, policy });
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (state.isAway) return void request.socket.destroy();
    const url = new URL(request.url ?? '/', 'http://api.invalid');
    const found = match(request.method ?? '', url.pathname);
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (token !== undefined) state.tokens.push(token);
    const ifMatch = request.headers['if-match'];
    const body = await jsonOf(request);
    const reply = found
      ? handlers[found.name]({ token, parameters: found.parameters, body, ...(ifMatch ? { ifMatch } : {}) })
      : problem(404, 'not-found');
    if (found && reply.status < 300) found.operation.success.schema.parse(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body));
  }

  const subjectOf = ({ token }: Call): string => (token ? (decodeJwt(token).sub ?? '') : '');
  const policyOf = (call: Call) => {
    const found = state.policies.get(call.parameters.number ?? '');
    return found?.owner === subjectOf(call) ? found : undefined;
  };
  const endorsementOf = (call: Call) => {
    const found = state.endorsements.get(call.parameters.id ?? '');
    return found?.subject === subjectOf(call) ? found : undefined;
  };

  function draft(call: Call): Reply {
    const found = policyOf(call);
    if (!found) return problem(404, 'not-found');
    if (call.ifMatch !== `"${found.version}"`) return problem(412, 'stale');
    const { insured, number, designation } = found.policy;
    const parsed = parseDesignation(call.body as DesignationProposal, { today: calendarDateOf(now()), insured });
    if (!parsed.ok) return { ...problem(422, 'invalid'), body: { ...problem(422, 'invalid').body, ...parsed } };
    const id = `draft-${state.endorsements.size + 1}`;
    const endorsement: Draft = {
      id,
      policyNumber: number,
      status: 'draft',
      before: designation,
      after: [...parsed.value],
      warnings: [...warningsAbout(parsed.value)],
      draftedAt: now().toISOString(),
      expiresAt: new Date(now().getTime() + 15 * 60_000).toISOString(),
      challenge: `challenge-of-${id}`,
      basedOn: found.version,
      subject: subjectOf(call),
    };
    state.endorsements.set(id, endorsement);
    return { status: 201, body: endorsement };
  }

  function confirm(call: Call): Reply {
    const found = endorsementOf(call);
    const held = found && state.policies.get(found.policyNumber);
    if (!found || !held) return problem(404, 'not-found');
    if (found.status !== 'draft') return problem(409, 'already-confirmed');
    if (new Date(found.expiresAt) <= now()) return problem(410, 'expired');
    if (found.basedOn !== held.version) return problem(412, 'stale');
    const { tfp, nonce } = decodeJwt(call.token ?? '');
    const isProven = String(tfp).toLowerCase() === state.stepUpFlow.toLowerCase() && nonce === found.challenge;
    if (state.demandsProof && !isProven) return stepUpNeeded(state.stepUpFlow);
    effect(found, held);
    return { status: 200, body: found };
  }

  function effect(found: Draft, held: { version: number; policy: PolicyDocument }): void {
    found.status = 'effective';
    found.number = `${found.policyNumber}-E${String(held.version).padStart(4, '0')}`;
    found.confirmedAt = now().toISOString();
    found.effectiveOn = calendarDateOf(now());
    delete found.challenge;
    held.version += 1;
    held.policy = { ...held.policy, designation: found.after };
  }

  const handlers: Record<OperationName, (call: Call) => Reply> = {
    getHealth: () => ({ status: 200, body: { status: 'ok', service: 'surety-api', time: now().toISOString() } }),
    registerPolicyholder: (call) => {
      state.registered.push(subjectOf(call));
      return { status: 200, body: { policies: state.policies.size } };
    },
    listPolicies: (call) => ({
      status: 200,
      body: {
        policies: [...state.policies.values()]
          .filter(({ owner }) => owner === subjectOf(call))
          .map(({ policy: { insured, ...policy } }) => ({ ...policy, insuredName: insured?.name })),
      },
    }),
    getPolicy: (call) => {
      const found = policyOf(call);
      return found
        ? { status: 200, body: found.policy, headers: { etag: `"${found.version}"` } }
        : problem(404, 'not-found');
    },
    listEndorsements: (call) => {
      const effective = [...state.endorsements.values()].filter(
        ({ status, policyNumber }) => status === 'effective' && policyNumber === call.parameters.number,
      );
      return { status: 200, body: { endorsements: effective.reverse() } };
    },
    draftEndorsement: draft,
    getEndorsement: (call) => {
      const found = endorsementOf(call);
      return found ? { status: 200, body: found } : problem(404, 'not-found');
    },
    confirmEndorsement: confirm,
  };

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    own,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function stepUpNeeded(userFlow: string): Reply {
  const challenge = formatBearerChallenge({ error: 'insufficient_user_authentication', acrValues: [userFlow] });
  return { ...problem(401, 'second-factor-needed'), headers: { 'www-authenticate': challenge } };
}

function problem(status: number, code: string): Reply {
  const detail = `The api says ${code}.`;
  return { status, body: { type: 'about:blank', title: 'Refused', status, detail, code, instance: 'urn:request:1' } };
}

function match(method: string, path: string) {
  for (const [name, operation] of Object.entries(operations) as [OperationName, Operation][]) {
    const pattern = new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = operation.method === method ? pattern.exec(path) : null;
    if (!found) continue;
    const entries = Object.entries(found.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]);
    return { name, operation, parameters: Object.fromEntries(entries) as Record<string, string> };
  }
  return undefined;
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
}
