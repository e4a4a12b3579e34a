import type { Html } from '@surety/web';
import { type AskedAttributes, attributeFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** The profile of a signed-in person. */
export function profilePage(props: Frame & AskedAttributes & { email: string }): Html {
  return formPage({
    frame: props,
    title: 'Edit your profile',
    intro: 'These details go with you wherever you sign in with this account.',
    fields: [
      settledEmailField(props, props.email, 'You sign in with it, so it cannot be changed here.'),
      attributeFields(props, props.errors),
    ],
    submit: 'Continue',
  });
}
