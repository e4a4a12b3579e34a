import { type Html, html } from '@surety/web';

export type ReasonFieldProps = {
  id: string;
  label: string;
  hint: string;
  value?: string | undefined;
  error?: string | undefined;
};

/** Id of the field with the reason: of a decision, or of a consent on paper. */
export function reasonId(consentId?: string): string {
  return consentId === undefined ? 'reason' : `paper-${consentId}`;
}

/** A few lines of text that explain a decision. */
export function reasonField({ id, label, hint, value = '', error }: ReasonFieldProps): Html {
  return html`<div class="field${error ? ' has-error' : ''}">
<label for="${id}">${label}</label>
<p class="hint" id="${id}-hint">${hint}</p>
${error && html`<p class="field-error" id="${id}-error">${error}</p>`}
<textarea id="${id}" name="reason" rows="3" maxlength="1000" aria-describedby="${id}-hint${error && html` ${id}-error`}"${error && html` aria-invalid="true"`}>${value}</textarea>
</div>`;
}
