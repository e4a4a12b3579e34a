import type { Html } from '@surety/web';
import { addressText } from './address-text.ts';
import { codeField } from './fields.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

/** Asks for the code that proves an address; one that was found by a user name is not shown, whether there is one or not. */
export function emailCodePage(props: Frame & { sentTo: { email: string } | { userName: string } }): Html {
  const { sentTo } = props;
  const { codes, fields, userNames } = props.words;
  const isNamed = 'userName' in sentTo;
  return formPage({
    frame: props,
    title: fields.checkEmail,
    intro: isNamed ? userNames.sentTo(addressText(sentTo.userName)) : codes.sentTo(addressText(sentTo.email)),
    fields: codeField(props),
    submit: codes.verify,
    more: [
      actionButton('resend', codes.sendNew, 'secondary'),
      actionButton('change', isNamed ? userNames.change : fields.changeEmail),
    ],
  });
}
