import type { ProfileDocument, ProfileField } from '@surety/api-contract';

/** What is to be otherwise in a profile; an empty text removes a value. */
export type ProfileChange = Readonly<Partial<Record<ProfileField, string>>>;

/** Whose profile: the verified token of a request, and the person in it. */
export type ProfileOwner = { bearer: string; subject: string };

/** A profile as the provider holds it now. */
export type HeldProfile = {
  profile: ProfileDocument;
  /** `ETag` of what was read. */
  tag: string;
  /**
   * Changes these members and no others.
   * @throws Refusal when the provider takes them not, RefusedForNow while it does not answer
   */
  change(changes: ProfileChange): Promise<{ profile: ProfileDocument; tag: string }>;
};

/** Where a provider lets the api keep people's profiles for them. Each kind is one file beside this one. */
export type ProfileDirectory = {
  /** @throws BearerRefused when the person must sign in again, RefusedForNow while the provider does not answer */
  open(owner: ProfileOwner): Promise<HeldProfile>;
};
