import { operations } from '@surety/api-contract';
import { countingStepUps } from '../access/count-step-ups.ts';
import type { Guard, OperationServer } from '../serve-operation.ts';
import type { Services } from '../services.ts';
import { confirmContactChange } from './confirm-contact-change.ts';
import { draftContactChange } from './draft-contact-change.ts';
import { getContact, getContactChange, listContactChanges } from './read-contacts.ts';
import { reverseContactChange } from './reverse-contact-change.ts';

/** What a policyholder can ask of the api about their contact data of record. */
export function registerContactRoutes(serve: OperationServer, services: Services, guard: Pick<Guard, 'metrics'>): void {
  serve(operations.getContact, ({ caller }) => getContact(services, caller));

  serve(operations.listContactChanges, async ({ caller, query }) => ({
    body: await listContactChanges(services, caller, query),
  }));

  serve(operations.draftContactChange, async ({ services, caller, ifMatch, body }) => ({
    body: await draftContactChange(services, caller, { ifMatch, proposal: body }),
  }));

  serve(operations.getContactChange, async ({ caller, parameters }) => ({
    body: await getContactChange(services, caller, parameters.id),
  }));

  serve(operations.confirmContactChange, async ({ services, caller, parameters }) => ({
    body: await countingStepUps(guard.metrics, () => confirmContactChange(services, caller, parameters.id)),
  }));

  serve(operations.reverseContactChange, async ({ services, body }) => ({
    body: await reverseContactChange(services, body.token),
  }));
}
