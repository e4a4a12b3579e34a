import { inTransaction } from '@surety/database';
import { createAuditRepository } from '../audit/audit-repository.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { shownNameOf } from '../tenant/find.ts';
import { provenAccount } from './proceed.ts';
import type { Outcome, StepContext } from './step.ts';

/**
 * Everything that identity holds about a person, as JSON: account, factors without their secrets, sign-ins, and the audit.
 * Hashes of passwords and codes prove things to this server alone and stay here.
 */
export async function exportAccount(context: StepContext): Promise<Outcome> {
  const { services, journey } = context;
  const { id, email, userName, attributes, createdAt, ...rest } = await provenAccount(context, journey.progress);
  const account = { id, email, attributes, createdAt, ...rest };
  const named = userName === undefined ? {} : { userName };
  const factors = await services.secondFactors.list(id);
  const passkeys = await services.passkeys.list(id);
  const signIns = await services.signIns.list(account, services.clock());
  await inTransaction(services.db, (transaction) =>
    services.securityEvents.record(transaction, account, { event: 'data-exported' }),
  );
  const audit = [];
  for await (const line of exportAudit(createAuditRepository(services.db), id)) audit.push(JSON.parse(line));
  const content = {
    account: { id, email, ...named, attributes, createdAt, language: account.language ?? null },
    secondFactors: {
      methods: factors.map(({ method }) => method),
      telephoneNumber: services.phones.numberAmong(factors) ?? null,
      passkeys: passkeys.map(({ name, enrolledAt, usedAt }) => ({ name, enrolledAt, usedAt: usedAt ?? null })),
      recoveryCodesLeft: await services.recoveryCodes.left(id),
    },
    signIns: signIns.map(({ clientIds, ...signIn }) => ({
      ...signIn,
      applications: clientIds.map((id) => shownNameOf(services.tenant, id)),
    })),
    audit,
  };
  return { kind: 'download', fileName: 'account.json', content: `${JSON.stringify(content, undefined, 2)}\n` };
}
