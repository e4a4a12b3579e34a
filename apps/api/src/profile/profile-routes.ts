import { operations } from '@surety/api-contract';
import type { OperationServer } from '../serve-operation.ts';
import type { Services } from '../services.ts';
import { changeProfile, getProfile } from './keep-profile.ts';

/** What a person can ask of the api about their profile at the identity provider. */
export function registerProfileRoutes(serve: OperationServer, services: Services): void {
  serve(operations.getProfile, ({ caller, bearer }) => getProfile(services, { caller, bearer }));

  serve(operations.changeProfile, ({ caller, bearer, ifMatch, body }) =>
    changeProfile(services, { caller, bearer }, { ifMatch, proposal: body }),
  );
}
