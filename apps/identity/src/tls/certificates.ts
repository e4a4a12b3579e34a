import { type webcrypto, X509Certificate } from 'node:crypto';
import type { X509Certificate as MadeCertificate } from '@peculiar/x509';

/** A certificate and its private key, PEM. */
export type KeyedCertificate = { certificate: string; key: string };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const CA_DAYS = 3650;
/** Browsers refuse server certificates that live longer than 398 days. */
const SERVER_DAYS = 397;
const RENEWAL_DAYS = 30;

/** Makes a certificate authority that may sign server certificates and nothing below them. */
export async function makeCertificateAuthority(now: Date): Promise<KeyedCertificate> {
  const x509 = await loadX509();
  const keys = (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Surety local CA, O=Surety development',
    notBefore: now,
    notAfter: new Date(now.getTime() + CA_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return keyed(certificate, keys.privateKey);
}

/** Issues a server certificate for these host names (RFC 5280 section 4.2.1.6). */
export async function issueServerCertificate(
  authority: KeyedCertificate,
  hostNames: readonly string[],
  now: Date,
): Promise<KeyedCertificate> {
  const x509 = await loadX509();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = (await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${hostNames[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore: now,
    notAfter: new Date(now.getTime() + SERVER_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: await importKey(authority.key),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hostNames.map((value) => ({ type: isAddress(value) ? 'ip' : 'dns', value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
  return keyed(certificate, keys.privateKey);
}

/** Whether a certificate still does: signed by this authority, for all these names, and not about to end. */
export function isUsable(server: string, authority: string, hostNames: readonly string[], now: Date): boolean {
  const certificate = new X509Certificate(server);
  return (
    certificate.checkIssued(new X509Certificate(authority)) &&
    hostNames.every(
      (name) => (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined,
    ) &&
    certificate.validToDate.getTime() - now.getTime() > RENEWAL_DAYS * DAY_MS
  );
}

function isAddress(hostName: string): boolean {
  return /^[\d.]+$/.test(hostName) || hostName.includes(':');
}

/** The library that makes certificates. */
// Loading it takes a quarter of a second, and only a first start makes certificates.
export async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  // Its dependency injection wants this polyfill to be there first.
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function keyed(certificate: MadeCertificate, privateKey: webcrypto.CryptoKey): Promise<KeyedCertificate> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`;
  return { certificate: `${certificate.toString('pem')}\n`, key };
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const pkcs8 = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return crypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, false, ['sign']);
}
