export {
  type AccessTokenVerifier,
  type AccessTokenVerifierOptions,
  createAccessTokenVerifier,
  type VerifiedAccessToken,
} from './access-token.ts';
export { createBackChannelFetch } from './back-channel.ts';
export { type BearerChallenge, formatBearerChallenge, parseBearerChallenge } from './challenge.ts';
export { ProviderUnavailable, TokenRefused } from './errors.ts';
export { createNetworkClient, type NetworkClient } from './network-client.ts';
export { type ChangeToProve, judgeProof, maxAgeFor, momentOfProof, type ProofVerdict } from './proof.ts';
export { factorChangedAt, rolesOf, type StandingClaims } from './standing.ts';
export {
  b2cDirectory,
  b2cProfile,
  b2cSubject,
  type ClaimNames,
  type Evidence,
  externalIdProfile,
  openidProfile,
  type ProofRule,
  STANDARD_CLAIM_NAMES,
  type TokenProfile,
  type Weakness,
  weaknessesOf,
} from './token-profile.ts';
export { areDetailsOf, TRANSACTION_TYPE, type Transaction, transactionDetails } from './transaction.ts';
export { createTrustedIssuers, type TrustedIssuers } from './trusted-issuers.ts';
