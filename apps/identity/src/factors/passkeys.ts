import { type Database, inTransaction, type Transaction } from '@surety/database';
import type { Clock } from '@surety/web';
import type { IdentityTables } from '../database.ts';
import type { AuthenticationMethod } from '../steps/progress.ts';
import { createPasskeyRepository, type Passkey, type PasskeyRepository } from './passkey-repository.ts';

/** The relying party of WebAuthn, as it is at one door: its id is the door's host name. */
type Party = { origin: string; challenge: string };

/** What a browser's WebAuthn interface is asked with, as JSON (WebAuthn Level 3, 5.1.8 and 5.1.9). */
type BrowserOptions = object;

/** Passkeys (W3C WebAuthn): a key in a device, which signs a challenge for this origin alone. */
export type Passkeys = Pick<PasskeyRepository, 'list' | 'rename' | 'remove'> & {
  enrolmentOptions(account: { id: string; email: string }, party: Party): Promise<BrowserOptions>;
  /** The passkey of an answer that enrols one; `undefined` when the answer is not for this challenge, origin and id. */
  checkEnrolment(accountId: string, party: Party, answer: PasskeyEnrolment): Promise<Passkey | undefined>;
  /** @throws a unique violation when the passkey is somebody's already. */
  enrol(transaction: Transaction<IdentityTables>, passkey: Passkey): Promise<void>;
  /** Without an account: any passkey of this place will do, and the device's person must be verified. */
  signInOptions(party: Party, accountId?: string): Promise<BrowserOptions>;
  /**
   * Whose passkey signed the challenge. A counter that does not grow (a copied key) or an answer that came before is
   * refused like any other wrong one.
   * @param accountId whose it must be; without it the device must have verified its person (PIN, fingerprint).
   */
  judge(party: Party, answer: string, accountId?: string): Promise<PasskeyProof | undefined>;
};

export type PasskeyEnrolment = { answer: string; name: string };

/** @property methods in RFC 8176's words: a key bound to hardware or a synchronised one; `user` when its person was verified. */
export type PasskeyProof = { accountId: string; methods: AuthenticationMethod[] };

const NAME = 'Surety';
// Loaded at first need: most runs meet no passkey.
const library = () => import('@simplewebauthn/server');

export function createPasskeys({ db, clock }: { db: Database<IdentityTables>; clock: Clock }): Passkeys {
  const repository = createPasskeyRepository(db);
  return {
    list: repository.list,
    rename: repository.rename,
    remove: repository.remove,
    enrol: repository.add,
    async enrolmentOptions({ id, email }, { origin, challenge }) {
      const { generateRegistrationOptions } = await library();
      return generateRegistrationOptions({
        rpName: NAME,
        rpID: new URL(origin).hostname,
        userName: email,
        userDisplayName: email,
        userID: new Uint8Array(Buffer.from(id)),
        challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
        attestationType: 'none',
        excludeCredentials: (await repository.list(id)).map(toDescriptor),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      });
    },
    checkEnrolment: (accountId, party, answer) => checkEnrolment(accountId, party, { ...answer, now: clock() }),
    async signInOptions({ origin, challenge }, accountId) {
      const { generateAuthenticationOptions } = await library();
      return generateAuthenticationOptions({
        rpID: new URL(origin).hostname,
        challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
        allowCredentials: accountId === undefined ? [] : (await repository.list(accountId)).map(toDescriptor),
        userVerification: accountId === undefined ? 'required' : 'preferred',
      });
    },
    async judge(party, answer, accountId) {
      const response = parse(answer);
      const passkey = typeof response?.id === 'string' ? await repository.find(response.id) : undefined;
      if (!passkey || (accountId !== undefined && passkey.accountId !== accountId)) return undefined;
      const proof = await verifyUse(passkey, party, { response, mustVerifyUser: accountId === undefined });
      if (!proof) return undefined;
      const use = { counter: proof.counter, at: clock() };
      const isFirst = await inTransaction(db, (transaction) => repository.noteUse(transaction, passkey, use));
      return isFirst ? { accountId: passkey.accountId, methods: proof.methods } : undefined;
    },
  };
}

async function checkEnrolment(
  accountId: string,
  { origin, challenge }: Party,
  { answer, name, now }: PasskeyEnrolment & { now: Date },
): Promise<Passkey | undefined> {
  const { verifyRegistrationResponse } = await library();
  const response = parse(answer);
  if (!response) return undefined;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as unknown as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: false,
    });
    if (!registrationInfo) return undefined;
    const { credential, credentialDeviceType: deviceType } = registrationInfo;
    const { id: credentialId, counter, transports = [] } = credential;
    const publicKey = Buffer.from(credential.publicKey).toString('base64url');
    return { credentialId, accountId, name, publicKey, counter, transports, deviceType, enrolledAt: now };
  } catch {
    // The library throws for every answer that is not what was asked for.
    return undefined;
  }
}

async function verifyUse(
  { credentialId, publicKey, counter }: Passkey,
  { origin, challenge }: Party,
  { response, mustVerifyUser }: { response: object | undefined; mustVerifyUser: boolean },
): Promise<{ counter: number; methods: AuthenticationMethod[] } | undefined> {
  const { verifyAuthenticationResponse } = await library();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as unknown as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter },
      requireUserVerification: mustVerifyUser,
    });
    if (!verified) return undefined;
    const { newCounter, userVerified, credentialDeviceType } = authenticationInfo;
    const key = credentialDeviceType === 'singleDevice' ? 'hwk' : 'swk';
    return { counter: newCounter, methods: userVerified ? [key, 'user'] : [key] };
  } catch {
    return undefined;
  }
}

function toDescriptor({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports: [...transports] };
}

function parse(text: string): { id?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
