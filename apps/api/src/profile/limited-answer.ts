import { profileServiceAway } from './refusals.ts';

/** A user, an error, tokens and metadata are a few kilobytes each. */
const MOST_BYTES = 256 * 1024;

/**
 * An answer that was read to its end, and no further than something sensible is long: whoever answers for the profile service must
 * not fill our memory. What was packed counts unpacked.
 * @throws RefusedForNow `profile-service-away` when there is more, or it breaks off
 */
export async function limitedAnswer(response: Response, host: string): Promise<Response> {
  const { status, statusText, headers } = response;
  const bytes = await readAtMost(response, host);
  return new Response(bytes.length === 0 ? null : bytes, { status, statusText, headers });
}

async function readAtMost(response: Response, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    // Leaving the loop closes the connection.
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > MOST_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw profileServiceAway(`${host} broke off its answer`, error);
  }
  if (size > MOST_BYTES) throw profileServiceAway(`${host} answered with more than ${MOST_BYTES} bytes`);
  return Buffer.concat(chunks);
}
