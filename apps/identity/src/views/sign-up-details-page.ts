import type { Html } from '@surety/web';
import type { AttributeName } from '../tenant/tenant.ts';
import { attributeFields, newPasswordFields, settledEmailField } from './fields.ts';
import { type Frame, formPage } from './layout.ts';

/** Asks for the password and the profile of a new account. */
export function signUpDetailsPage(
  props: Frame & {
    email: string;
    attributes: readonly AttributeName[];
    values: Readonly<Record<string, string | undefined>>;
  },
): Html {
  return formPage({
    frame: props,
    title: 'Create your account',
    intro: 'Choose a password and tell us who you are.',
    fields: [
      settledEmailField(props.email),
      newPasswordFields(props.errors),
      attributeFields(props.attributes, props.values, props.errors),
    ],
    submit: 'Create',
  });
}
