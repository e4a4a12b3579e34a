import type { Metadata } from './check-metadata.ts';
import { type Finding, failed, passed, unseen } from './finding.ts';
import { firstPageOf } from './first-page.ts';
import type { Patient } from './patient.ts';

/**
 * Whether the provider leads people through somebody else's origin, such as a social provider's: browsers hold back forms of
 * the portal whose answer leads there, unless the settings name it (Content Security Policy Level 3, `form-action`).
 */
export async function checkWay(patient: Patient, metadata: Metadata): Promise<Finding> {
  const check = 'way to the sign-in page';
  try {
    const { page, leadsTo } = await firstPageOf(patient, metadata);
    if (leadsTo !== undefined && leadsTo !== patient.portal.origin) {
      const origins = [...patient.portal.furtherSignInOrigins, leadsTo].join(',');
      return failed(
        check,
        `it leads through ${leadsTo}, to which browsers let no confirmation lead`,
        `Set FURTHER_SIGN_IN_ORIGINS=${origins}`,
      );
    }
    if (page !== undefined) return passed(check, 'leads through known origins alone');
  } catch {
    // That nobody answers is what other lines say.
  }
  return unseen(check, 'no page was shown', 'Run npm run doctor -- --sign-in.');
}
