// A process that changes beneficiaries as fast as it can and says so after each one, until somebody kills it.
import { b2cProfile } from '@surety/oauth';
import { systemRandom } from '@surety/web';
import { openApiDatabase } from '../database.ts';
import { confirmEndorsement } from '../endorsements/confirm-endorsement.ts';
import { draftEndorsement } from '../endorsements/draft-endorsement.ts';
import { entityTag } from '../policies/entity-tag.ts';
import { createRepositories } from '../repositories.ts';
import { aProposal, CALM } from './stage.ts';

const [address = '', policyholderId = '', policyNumber = ''] = process.argv.slice(2);
const db = await openApiDatabase(address);
const repositories = createRepositories(db);
const services = {
  db,
  clock: () => new Date(),
  random: systemRandom,
  market: CALM,
  proofRule: b2cProfile({ stepUpUserFlows: ['mfa'] }).proof,
  portalOrigin: 'https://portal.example',
  wakeNotices: () => undefined,
  ...repositories,
};
const bearer = {
  issuer: 'i',
  subject: 's',
  scopes: new Set<string>(),
  roles: new Set<string>(),
  expiresAt: new Date(8e15),
};

for (let round = 0; ; round += 1) {
  const version = (await repositories.policies.find(policyholderId, policyNumber))?.version ?? 0;
  const proposal = aProposal({ name: `Heir ${process.pid} ${round}` });
  const ordinary = { policyholderId, token: { ...bearer, evidence: { classes: [] } } };
  const draft = await draftEndorsement(services, ordinary, { policyNumber, ifMatch: entityTag(version), proposal });
  const evidence = { classes: ['mfa'], ...(draft.challenge === undefined ? {} : { nonce: draft.challenge }) };
  const { number } = await confirmEndorsement(services, { policyholderId, token: { ...bearer, evidence } }, draft.id);
  process.stdout.write(`${number} ${draft.id}\n`);
}
