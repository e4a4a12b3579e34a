import type { EndorsementDocument } from '@surety/api-contract';
import type { PortalServices } from '../services.ts';
import { bodyOf } from '../session/api-refusal.ts';
import { parkedFields } from '../session/receive-parkable-form.ts';
import { readDesignationForm, rowsOf } from './designation-form.ts';
import type { FormState } from './form-state.ts';
import type { FormVisit } from './form-visit.ts';

/** The form's first lines: what was parked, what another draft said, or the designation on record. */
export async function loadForm(services: PortalServices, visit: FormVisit): Promise<FormState> {
  const { from, resume } = visit.request.query as Record<string, unknown>;
  const start = {
    version: visit.version,
    lastEndorsement: newest(await endorsementsOf(services, visit)),
    effectiveOn: '',
    alsoOn: [],
  };
  if (typeof resume === 'string') {
    const parked = await parkedForm(services, visit);
    if (parked) return { form: parked, note: 'Here is what you had entered; nothing was changed yet.' };
  }
  if (typeof from === 'string') {
    const draft = bodyOf(await services.api.getEndorsement({ token: visit.token, parameters: { id: from } }));
    const chosen = new Set(draft.together?.map(({ policyNumber }) => policyNumber));
    const alsoOn = visit.others
      .filter(({ policy }) => chosen.has(policy.number))
      .map(({ policy, etag }) => ({ policyNumber: policy.number, etag }));
    const form = { ...start, rows: rowsOf(draft.after), effectiveOn: draft.askedFor ?? '', alsoOn };
    return { form, note: 'Here is what you had entered before.' };
  }
  const hasNameOnly = visit.policy.designation.some(({ party }) => party.kind === 'name-only');
  const note = hasNameOnly ? NAME_ONLY : undefined;
  return { form: { ...start, rows: rowsOf(visit.policy.designation) }, note };
}

const NAME_ONLY =
  'Of some beneficiaries our former records hold the name alone. Complete them here; if one is a trust or an organisation, remove it and add it anew.';

/** The effective changes of the policy, newest first. */
export async function endorsementsOf(
  { api }: Pick<PortalServices, 'api'>,
  { token, number }: Pick<FormVisit, 'token' | 'number'>,
): Promise<readonly EndorsementDocument[]> {
  return bodyOf(await api.listEndorsements({ token, parameters: { number } })).endorsements;
}

/** Number of the newest effective change; empty when there is none. */
export function newest(endorsements: readonly EndorsementDocument[]): string {
  return endorsements[0]?.number ?? '';
}

async function parkedForm(services: PortalServices, { request, number }: FormVisit) {
  const fields = await parkedFields(services, request, number);
  return fields && readDesignationForm(fields);
}
