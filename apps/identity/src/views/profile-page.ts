import type { Html } from '@surety/web';
import { type AskedAttributes, attributeFields, type SettledNames, settledNameFields } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** The profile of a signed-in person. */
export function profilePage(props: Frame & AskedAttributes & SettledNames): Html {
  const { profile, frame } = props.words;
  return formPage({
    frame: props,
    title: profile.title,
    intro: profile.intro,
    fields: [settledNameFields(props, profile.emailHint), attributeFields(props, props)],
    submit: frame.continue,
  });
}
