import { compactVerify, createLocalJWKSet, decodeJwt, decodeProtectedHeader } from 'jose';
import type { SigningKeys } from '../tokens/signing-keys.ts';

/** A token taken apart for a person to read. */
export type DecodedToken = {
  raw: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** Whether a key of this server signed it. Claims are not judged. */
  isSignedHere: boolean;
};

/** Takes a token apart; `undefined` for what is none. */
export async function decodeToken(
  { signingKeys }: { signingKeys: Pick<SigningKeys, 'published'> },
  raw: string,
): Promise<DecodedToken | undefined> {
  try {
    const [header, claims] = [decodeProtectedHeader(raw), decodeJwt(raw)];
    const keys = createLocalJWKSet({ keys: [...(await signingKeys.published())] });
    const isSignedHere = await compactVerify(raw, keys).then(
      () => true,
      () => false,
    );
    return { raw, header: { ...header }, claims, isSignedHere };
  } catch {
    return undefined;
  }
}
