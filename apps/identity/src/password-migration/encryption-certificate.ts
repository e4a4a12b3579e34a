import { createHash, createPublicKey, type KeyObject, type webcrypto } from 'node:crypto';
import { loadX509 } from '../tls/certificates.ts';

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const YEARS = 2;

/**
 * A certificate around the public half, in the form in which Microsoft takes encryption keys. It signs itself: nobody
 * judges it, only its key is used. PEM.
 */
export async function encryptionCertificate(privateKey: KeyObject, now: Date): Promise<string> {
  const x509 = await loadX509();
  const keys = (await Promise.all([
    importKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), 'sign'),
    importKey('spki', createPublicKey(privateKey).export({ type: 'spki', format: 'der' }), 'verify'),
  ])) as [webcrypto.CryptoKey, webcrypto.CryptoKey];
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(now.getUTCFullYear() + YEARS);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Password migration',
    notBefore: now,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys: { privateKey: keys[0], publicKey: keys[1] },
    extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyEncipherment, true)],
  });
  return `${certificate.toString('pem')}\n`;
}

/** Names a key by what it is: the same key has the same name on every machine. A GUID. */
export function keyIdOf(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const hex = createHash('sha256').update(spki).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function importKey(format: 'pkcs8' | 'spki', der: Buffer, use: 'sign' | 'verify') {
  return crypto.subtle.importKey(format, new Uint8Array(der), ALGORITHM, true, [use]);
}
