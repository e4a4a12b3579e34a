import type { Html } from '@surety/web';
import type { PasswordRule } from '../tenant/tenant.ts';
import {
  type AskedAttributes,
  attributeFields,
  newPasswordFields,
  newUserNameField,
  settledEmailField,
} from './fields.ts';
import { type Frame, formPage } from './layout.ts';

type Props = Frame &
  AskedAttributes & {
    email: string;
    rule: PasswordRule;
    /** Whether a user name is asked for. */
    userNameIs: 'required' | 'optional' | undefined;
  };

/** Asks for the password and the profile of a new account. */
export function signUpDetailsPage(props: Props): Html {
  const { userNameIs, words } = props;
  const { signUp } = words;
  return formPage({
    frame: props,
    title: signUp.title,
    intro: signUp.detailsIntro,
    fields: [
      settledEmailField(props, props.email, { isSignInName: userNameIs === undefined }),
      userNameIs && newUserNameField(props, { value: props.values.username, isRequired: userNameIs === 'required' }),
      newPasswordFields(props),
      attributeFields(props, props),
    ],
    submit: signUp.create,
  });
}
