import { z } from 'zod';
import { doubtful, type Finding, failed, passed } from './finding.ts';
import type { MetadataPlace, Patient } from './patient.ts';
import { whyUnreachable } from './why-unreachable.ts';

const document = z.looseObject({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  acr_values_supported: z.array(z.string()).optional(),
  pushed_authorization_request_endpoint: z.url().optional(),
  require_pushed_authorization_requests: z.boolean().optional(),
});

/** A provider's metadata, as far as the doctor reads it. */
export type Metadata = z.output<typeof document>;

export type MetadataRead = { findings: Finding[]; metadata?: Metadata };

const SKEW_FAILS_MS = 60_000;
const SKEW_DOUBTFUL_MS = 5_000;

/** Reads one metadata document: reachable, quick, complete, and its server's clock near ours. */
export async function checkMetadata(patient: Patient, place: MetadataPlace): Promise<MetadataRead> {
  const check = `metadata of ${place.label}`;
  const began = performance.now();
  try {
    const response = await patient.fetch(place.url, { signal: AbortSignal.timeout(patient.patienceMs) });
    if (!response.ok) return { findings: [notThere(check, place, response.status)] };
    const read = document.safeParse(await response.json().catch(() => undefined));
    if (!read.success)
      return { findings: [failed(check, 'what is there is no metadata document', `Check ${place.setting}.`)] };
    const took = Math.round(performance.now() - began);
    const says = `${place.url} in ${took} ms`;
    const speed =
      took > patient.slowMs
        ? doubtful(check, says, 'The provider is slow from here: look at the network between here and there.')
        : passed(check, says);
    return {
      findings: [speed, ...checkClock(place, response.headers.get('date'), patient.clock())],
      metadata: read.data,
    };
  } catch (error) {
    const { says, todo } = whyUnreachable(error, patient.hostSetting);
    return { findings: [failed(check, `${new URL(place.url).origin}: ${says}`, todo)] };
  }
}

function notThere(check: string, { setting, userFlow }: MetadataPlace, status: number): Finding {
  const todo =
    userFlow === undefined
      ? `Check ${setting}.`
      : `Make a user flow ${userFlow} at the tenant, or put the name of the one you have into ${setting}. TENANT_NAME may be wrong as well.`;
  return failed(check, `the provider answers ${status}`, todo);
}

function checkClock({ label }: MetadataPlace, date: string | null, now: Date): Finding[] {
  if (date === null || Number.isNaN(Date.parse(date))) return [];
  const skew = Math.abs(now.getTime() - Date.parse(date));
  const check = `clock beside that of ${label}`;
  const says = `${Math.round(skew / 1000)} s apart`;
  const todo = 'Let the time of this machine be set by NTP: tokens are refused when clocks differ.';
  if (skew > SKEW_FAILS_MS) return [failed(check, says, todo)];
  return skew > SKEW_DOUBTFUL_MS ? [doubtful(check, says, todo)] : [passed(check, says)];
}
