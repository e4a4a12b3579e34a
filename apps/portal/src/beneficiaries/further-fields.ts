import { errorFor, type Html, html, textField } from '@surety/web';
import { inWords } from '../views/format.ts';
import { alsoOnField, EFFECTIVE_FIELD } from './designation-form.ts';
import type { FormPageProps } from './form-state.ts';

/** From when it should count, and on which other policies as well. */
export function furtherFields(props: Pick<FormPageProps, 'form' | 'violations' | 'others'>): Html {
  const { form, violations = [] } = props;
  return html`<section class="card stack" aria-labelledby="further-title"><h2 id="further-title">When and where</h2>
${textField({
  name: EFFECTIVE_FIELD,
  label: 'From a later day (optional)',
  hint: 'Leave it empty, and the change counts as soon as it is recorded. An earlier day is not possible.',
  type: 'date',
  value: form.effectiveOn,
  error: errorFor(violations, EFFECTIVE_FIELD),
  width: 'day',
})}
${alsoOn(props)}</section>`;
}

function alsoOn({ form, violations = [], others }: Pick<FormPageProps, 'form' | 'violations' | 'others'>): Html | null {
  if (others.length === 0) return null;
  return html`<fieldset><legend>The same beneficiaries on other policies (optional)</legend>
<p class="hint muted small">One change, confirmed once: it happens on all of them, or on none. Their beneficiaries of now are replaced.</p>
${others.map(({ policy: { number, kind }, etag }) => {
  const name = alsoOnField(number);
  const chosen = form.alsoOn.find(({ policyNumber }) => policyNumber === number);
  const error = errorFor(violations, name);
  return html`<div class="choice${error ? ' has-error' : ''}">${error && html`<p class="field-error">${error}</p>`}
<label><input type="checkbox" id="${name}" name="${name}" value="${chosen?.etag ?? etag}"${chosen && html` checked`}> ${inWords(kind)} ${number}</label></div>`;
})}</fieldset>`;
}
