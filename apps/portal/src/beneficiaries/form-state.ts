import type { EndorsementDocument, PolicyDocument } from '@surety/api-contract';
import type { Violation } from '@surety/insurance';
import type { DesignationForm } from './designation-form.ts';
import type { OtherPolicy } from './form-visit.ts';

/** The form and what there is to say about it. */
export type FormState = {
  form: DesignationForm;
  violations?: readonly Violation[];
  /** Something wrong with no single field. */
  problem?: string | undefined;
  note?: string | undefined;
  /** Changes that others made since the form was opened, newest first. */
  meanwhile?: readonly EndorsementDocument[];
};

export type FormPageProps = FormState & { policy: PolicyDocument; others: readonly OtherPolicy[]; csrfToken: string };
