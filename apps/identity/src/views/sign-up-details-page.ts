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
    /** Whether somebody was faster with the user name. */
    isUserNameTaken: boolean;
  };

/** Asks for the password and the profile of a new account. */
export function signUpDetailsPage(props: Props): Html {
  const { userNameIs, isUserNameTaken, errors, words } = props;
  const { signUp } = words;
  const isRaceLost = isUserNameTaken && errors.length === 0;
  const frame = isRaceLost ? { ...props, errors: [{ field: 'username', message: signUp.taken }] } : props;
  return formPage({
    frame,
    title: signUp.title,
    intro: signUp.detailsIntro,
    fields: [
      settledEmailField(props, props.email, { isSignInName: userNameIs === undefined }),
      userNameIs && newUserNameField(frame, { value: props.values.username, isRequired: userNameIs === 'required' }),
      newPasswordFields(props),
      attributeFields(props, props),
    ],
    submit: signUp.create,
  });
}
