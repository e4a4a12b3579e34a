import type { EndorsementDocument, Operation, PolicyDocument } from '@surety/api-contract';
import { type BeneficiaryProposal, type DesignationProposal, type MarketRules, UNITED_STATES } from '@surety/insurance';
import { type Clock, createLogger, NO_METRICS, systemRandom } from '@surety/web';
import type { JWTPayload } from 'jose';
import { createProvider, type Provider } from '../access/provider.ts';
import { createApi } from '../app.ts';
import { openApiDatabase } from '../database.ts';
import type { ApiMetrics } from '../metrics.ts';
import type { ProviderConfig } from '../provider-settings.ts';
import { createRepositories } from '../repositories.ts';
import { seedDemoPeople } from '../seed/demo-people.ts';
import { INSURER, PORTAL } from './people.ts';
import { databaseKinds, type TestDatabase } from './test-databases.ts';
import { AUDIENCE, STEP_UP_USER_FLOW, startTestProvider } from './test-provider.ts';

export { ADA, BEN, CALM, PORTAL } from './people.ts';

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** One primary beneficiary for everything, complete. */
export function aProposal(changes: Partial<BeneficiaryProposal> = {}): { beneficiaries: BeneficiaryProposal[] } {
  const person = { kind: 'person', name: 'Eve Demo', relationship: 'friend', bornOn: '1990-01-02' };
  return { beneficiaries: [{ class: 'primary', allocation: 10_000, ...person, ...changes }] };
}

const B2C_PROOF: ProviderConfig['proof'] = { kind: 'azure-ad-b2c', stepUpUserFlows: [STEP_UP_USER_FLOW] };

type ProviderOfStage = Partial<Pick<ProviderConfig, 'proof' | 'graphProfile' | 'backChannels'>>;

/** The provider of a stage as its api sees it. */
export function trusting(
  metadataUrl: string,
  clock: Clock,
  { proof = B2C_PROOF, graphProfile, backChannels = new Map() }: ProviderOfStage = {},
): Provider {
  const standing = { roles: 'extension_Roles', factorChangedAt: 'extension_FactorChangedAt' };
  const trusted = { metadataUrls: [metadataUrl], backChannels, audience: AUDIENCE };
  return createProvider({ ...trusted, standing, proof, graphProfile }, clock);
}

type StageOptions = ProviderOfStage & {
  database?: TestDatabase;
  demoMode?: boolean;
  /** What the provider calls itself. */
  issuer?: string;
  formerIssuers?: readonly string[];
  market?: MarketRules;
  requestsPerPerson?: number;
  metrics?: ApiMetrics;
};

function configOf({ demoMode = true, requestsPerPerson, formerIssuers = [] }: StageOptions) {
  return {
    origin: 'http://localhost:3001',
    portalOrigin: PORTAL,
    demoMode,
    trustedProxies: [],
    ...(requestsPerPerson && { requestsPerPerson }),
    insurerMailbox: INSURER,
    formerIssuers,
  };
}

/** The whole api on a fresh database with the demo people in it, a provider that signs anything, and a clock to move. */
export async function setStage(options: StageOptions = {}) {
  const database = options.database ?? (await databaseKinds[0]?.make());
  if (!database) throw new Error('there is no kind of database');
  const provider = await startTestProvider(options.issuer);
  const db = await openApiDatabase(database.address);
  const repositories = createRepositories(db);
  const clock = { now: new Date('2026-11-23T10:00:00.000Z') };
  const services = {
    db,
    clock: () => clock.now,
    random: systemRandom,
    portalOrigin: PORTAL,
    market: options.market ?? UNITED_STATES,
    logger: createLogger('api', 'silent'),
    ...repositories,
  };
  await seedDemoPeople(services);
  const app = createApi({
    ...services,
    repositories,
    provider: trusting(provider.metadataUrl, services.clock, options),
    wakeNotices: () => undefined,
    metrics: options.metrics ?? NO_METRICS,
    config: configOf(options),
  });

  type Call = { token?: string | undefined; body?: unknown; headers?: Record<string, string> };
  const call = async (method: Operation['method'], url: string, { token, body, headers }: Call = {}) => {
    const response = await app.inject({
      method,
      url,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = response.headers['content-type']?.toString().includes('json');
    return { status: response.statusCode, headers: response.headers, body: json ? response.json() : response.body };
  };
  const tokenOf = (person: JWTPayload, changes: JWTPayload = {}) =>
    provider.token(clock.now, { ...person, ...changes });
  return {
    app,
    db,
    clock,
    services,
    provider,
    database,
    call,
    tokenOf,
    /** A token of the step-up user flow that answers this draft's challenge. */
    stepUp: (person: JWTPayload, { challenge }: { challenge?: string | undefined }, changes: JWTPayload = {}) =>
      tokenOf(person, { tfp: STEP_UP_USER_FLOW, nonce: challenge, ...changes }),
    async register(person: JWTPayload) {
      const { status, body } = await call('PUT', '/policyholder', { token: await tokenOf(person) });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as { email?: string; policies: number };
    },
    async policy(person: JWTPayload, number: string) {
      const { body, headers } = await call('GET', `/policies/${number}`, { token: await tokenOf(person) });
      return { ...(body as PolicyDocument), etag: String(headers.etag) };
    },
    /** Drafts a change that starts from the policy as it is now. */
    async draft(
      person: JWTPayload,
      number: string,
      proposal: DesignationProposal & { alsoOn?: { policyNumber: string; etag: string }[] } = aProposal(),
    ): Promise<EndorsementDocument> {
      const token = await tokenOf(person);
      const read = await call('GET', `/policies/${number}`, { token });
      const headers = { 'if-match': String(read.headers.etag) };
      const { status, body } = await call('POST', `/policies/${number}/endorsements`, {
        token,
        headers,
        body: proposal,
      });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body as EndorsementDocument;
    },
    confirm: (id: string, token: string) => call('POST', `/endorsements/${id}/confirmation`, { token }),
    async strike() {
      await app.close();
      await db.destroy();
      await provider.close();
      await database.drop();
    },
  };
}
