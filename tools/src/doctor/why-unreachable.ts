/** What a failed connection says, and the one thing to do about it. */
export type Unreachable = { says: string; todo: string };

const CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from a CA that this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from a CA that this machine does not trust',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/** Finds the cause of a failed `fetch`, which is often a few causes deep. */
export function whyUnreachable(error: unknown, setting: string): Unreachable {
  const { name, code } = rootOf(error);
  if (name === 'TimeoutError')
    return {
      says: 'it did not answer in time',
      todo: 'Try again; if it stays so, look at the network between here and the provider.',
    };
  const certificate = CERTIFICATES[code];
  if (certificate !== undefined)
    return {
      says: certificate,
      todo:
        code === 'CERT_HAS_EXPIRED'
          ? 'Renew the certificate at the provider.'
          : 'Trust its CA with NODE_EXTRA_CA_CERTS, or give the host name that the certificate is for.',
    };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return { says: 'its host name is not known', todo: `Check ${setting} for typing errors.` };
  if (code === 'ECONNREFUSED')
    return { says: 'nobody listens there', todo: `Start the provider, or mend ${setting} (or PROVIDER_BACK_CHANNEL).` };
  return { says: `it cannot be reached (${code || name})`, todo: `Check ${setting} and the network.` };
}

function rootOf(error: unknown): { name: string; code: string } {
  let current = error as { name?: string; code?: string; cause?: unknown; errors?: unknown[] } | undefined;
  while (current?.cause !== undefined || current?.errors?.[0] !== undefined)
    current = (current.cause ?? current.errors?.[0]) as typeof current;
  return { name: current?.name ?? 'Error', code: current?.code ?? '' };
}
