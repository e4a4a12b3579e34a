/** A beneficiary as somebody typed it: any field may be missing or wrong. `allocation` is in basis points. */
export type BeneficiaryProposal = {
  class: string;
  kind: string;
  allocation?: number | undefined;
  distribution?: string | undefined;
  irrevocable?: boolean | undefined;
  name?: string | undefined;
  relationship?: string | undefined;
  bornOn?: string | undefined;
  email?: string | undefined;
  custodianName?: string | undefined;
  custodianRelationship?: string | undefined;
  trustee?: string | undefined;
  agreementDate?: string | undefined;
  registration?: string | undefined;
};

export type DesignationProposal = {
  beneficiaries: readonly BeneficiaryProposal[];
  /** The day from which it should count, `YYYY-MM-DD`; absent or empty: as soon as it is recorded. */
  effectiveOn?: string | undefined;
};
