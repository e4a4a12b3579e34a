import assert from 'node:assert/strict';
import { systemClock } from '@surety/web';
import { readApiConfig } from '../../../../apps/api/src/config.ts';
import { readPortalConfig } from '../../../../apps/portal/src/config.ts';
import { settingsOnFreePorts } from '../../start/free-ports.ts';
import { withOrigins } from '../../start/origins.ts';
import { examine } from '../examine.ts';
import type { Finding } from '../finding.ts';
import { type Patient, patientOf } from '../patient.ts';

export type Environment = Record<string, string>;

/** The provider as portal and api see it with these settings. */
export function patient(environment: Environment, clock = systemClock): Patient {
  return patientOf(readPortalConfig(withOrigins(environment)), readApiConfig(withOrigins(environment)), clock);
}

/** What the doctor finds from outside with these settings. */
export function diagnose(environment: Environment): Promise<Finding[]> {
  return examine(patient(environment));
}

/** The finding of this check; that there is none is a failure. */
export function about(findings: readonly Finding[], check: string | RegExp): Finding {
  const found = findings.find((each) => (typeof check === 'string' ? each.check === check : check.test(each.check)));
  assert.ok(found, `${check} is not among ${findings.map((each) => each.check).join(', ')}`);
  return found;
}

/** What failed, in words. */
export function failures(findings: readonly Finding[]): string[] {
  return findings.filter(({ status }) => status === 'failed').map(({ check, says }) => `${check}: ${says}`);
}

/** An origin at which nobody listens. */
export async function nowhere(): Promise<string> {
  const { origins } = await settingsOnFreePorts('unused');
  return origins.portal;
}
