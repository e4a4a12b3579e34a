export {
  type ApiAnswer,
  type ApiClient,
  type ApiClientOptions,
  ApiUnavailable,
  createApiClient,
} from './api-client.ts';
export { openapiDocument } from './openapi.ts';
export { type Operation, type OperationName, operations, type Requirement } from './operations.ts';
export { reversalPath } from './reversal-path.ts';
export type { EndorsementDocument, PolicyDocument, PolicySummary, Problem, ReversalDocument } from './schemas.ts';
export { SCOPES, type Scope } from './scopes.ts';
