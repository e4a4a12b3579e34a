import type { Html } from '@surety/web';
import { type AskedAttributes, attributeFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** The profile of a signed-in person. */
export function profilePage(props: Frame & AskedAttributes & { email: string }): Html {
  const { profile, frame } = props.words;
  return formPage({
    frame: props,
    title: profile.title,
    intro: profile.intro,
    fields: [settledEmailField(props, props.email, profile.emailHint), attributeFields(props, props)],
    submit: frame.continue,
  });
}
