export {
  type ApiAnswer,
  type ApiClient,
  type ApiClientOptions,
  ApiUnavailable,
  createApiClient,
} from './api-client.ts';
export type { ContactChangeDocument, ContactDocument, ContactReversalDocument } from './contact-schemas.ts';
export { designation } from './designation-schemas.ts';
export { examples } from './examples/examples.ts';
export { consentPath, contactReversalPath, reversalPath } from './mailed-paths.ts';
export { openapiDocument } from './openapi.ts';
export type { Operation, Requirement } from './operation.ts';
export { type OperationName, operations } from './operations.ts';
export { MOST_ON_A_PAGE } from './page-query.ts';
export { ApiRefused, idempotencyKey, pagesOf } from './pages.ts';
export { PROFILE_FIELDS, type ProfileDocument, type ProfileField } from './profile-schemas.ts';
export type {
  ConsentQuestionDocument,
  DecisionDocument,
  ReviewDocument,
  ReviewQueueDocument,
} from './review-schemas.ts';
export type {
  EndorsementDocument,
  PolicyDocument,
  PolicySummary,
  PremiumListDocument,
  Problem,
  ReversalDocument,
} from './schemas.ts';
export { SCOPES, type Scope } from './scopes.ts';
