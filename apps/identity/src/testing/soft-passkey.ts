import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { decodeHtml, type Shown } from './test-browser.ts';

/** What a device does otherwise than it should, or than most do. */
type Manner = { origin?: string; counter?: number; isPersonVerified?: boolean; challenge?: string };

/** A device with one passkey, in software (WebAuthn, ES256, no attestation). */
export type SoftPasskey = {
  /** What a browser answers to the page that sets a passkey up. */
  create(page: Shown, manner?: Manner): string;
  /** What it answers to a page that asks for one. */
  get(page: Shown, manner?: Manner): string;
};

const FLAGS = { present: 0x01, verified: 0x04, hasKey: 0x40 };

export function createSoftPasskey(origin = 'http://localhost:3002'): SoftPasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const clientData = (type: string, page: Shown, manner: Manner): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: manner.challenge ?? challengeOn(page),
        origin: manner.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (manner: Manner, extraFlags = 0): Buffer => {
    const flags = FLAGS.present | (manner.isPersonVerified === false ? 0 : FLAGS.verified) | extraFlags;
    const head = Buffer.alloc(5);
    head.writeUInt8(flags);
    counter += 1;
    head.writeUInt32BE(manner.counter ?? counter, 1);
    return Buffer.concat([sha256(new URL(origin).hostname), head]);
  };
  const answer = (response: object): string =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });
  return {
    create(page, manner = {}) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const coordinate = (text: string): Buffer => Buffer.concat([hex('5820'), Buffer.from(text, 'base64url')]);
      const key = Buffer.concat([hex('a5010203262001'), hex('21'), coordinate(x), hex('22'), coordinate(y)]);
      const data = Buffer.concat([authenticatorData(manner, FLAGS.hasKey), Buffer.alloc(16), hex('0010'), id, key]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(data.length);
      const start = [hex('a3'), text('fmt'), text('none'), text('attStmt'), hex('a0'), text('authData'), hex('59')];
      return answer({
        clientDataJSON: clientData('webauthn.create', page, manner).toString('base64url'),
        attestationObject: Buffer.concat([...start, length, data]).toString('base64url'),
        transports: ['internal'],
      });
    },
    get(page, manner = {}) {
      const client = clientData('webauthn.get', page, manner);
      const data = authenticatorData(manner);
      const signed = Buffer.concat([data, sha256(client)]);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(privateKey).toString('base64url'),
      });
    },
  };
}

/** What the page asks the device with. */
export function passkeyOptionsOn(page: Shown): Record<string, unknown> {
  const options = / data-options="([^"]*)"/.exec(page.html)?.[1];
  if (options === undefined) throw new Error(`no passkey is asked for: ${page.url}`);
  return JSON.parse(decodeHtml(options));
}

function challengeOn(page: Shown): string {
  return String(passkeyOptionsOn(page).challenge);
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, 'hex');
}

/** A short text in CBOR (RFC 8949 3.1). */
function text(word: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
}
