import { type Html, html } from '@surety/web';
import type { Passkey } from '../factors/passkey-repository.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import type { Words } from '../words/words.ts';
import { addressText } from './address-text.ts';
import { dayOf } from './dates.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

type AccountProps = Frame & {
  email: string;
  userName: string | undefined;
  methods: readonly SecondFactorMethod[];
  hasApp: boolean;
  number: string | undefined;
  passkeys: readonly Passkey[];
  recoveryCodesLeft: number;
  signIns: number;
};

/** What a person looks after: what proves that it is them, the password, where they are signed in, their data. */
export function accountPage(props: AccountProps): Html {
  const { signIns } = props;
  const words = props.words.account;
  return formPage({
    frame: props,
    title: words.title,
    intro: introOf(props),
    fields: html`<section class="stack">
<h2>${words.factors}</h2>
<ul class="holdings">${[...factorRows(props)]}</ul>
</section>
<section class="stack">
<h2>${words.passwordAndSignIns}</h2>
<ul class="holdings">
${row(words.password, words.passwordState, actionButton('password', words.change, 'secondary'))}
${row(words.signedIn, words.places(signIns), actionButton('sign-ins', words.look, 'secondary'))}
</ul>
</section>
<section class="stack">
<h2>${words.data}</h2>
<p class="actions">${actionButton('export', words.download, 'secondary')}${actionButton('delete', words.delete)}</p>
</section>`,
    submit: words.done,
  });
}

function introOf({ email, userName, words }: AccountProps): Html {
  const address = addressText(email);
  if (userName === undefined) return words.account.youAre(address);
  return words.userNames.youAre(address, addressText(userName));
}

function factorRows(props: AccountProps): (Html | false)[] {
  const { methods, hasApp, number, passkeys, recoveryCodesLeft } = props;
  const words = props.words.account;
  const hasAny = hasApp || number !== undefined || passkeys.length > 0;
  return [
    ...passkeys.map(({ name, credentialId, enrolledAt }) =>
      row(
        name,
        words.passkeySince(dayOf(props.words, enrolledAt)),
        actionButton(`passkey:${credentialId}`, words.change, 'secondary'),
      ),
    ),
    methods.includes('passkey') &&
      row(words.passkey, words.passkeyWhere, actionButton('add-passkey', words.add, 'secondary')),
    methods.includes('authenticator-app') && pair(words, 'app', hasApp ? words.isSetUp : undefined),
    methods.includes('text-message') && pair(words, 'text', number),
    methods.includes('recovery-code') &&
      hasAny &&
      row(
        words.recoveryCodes,
        words.left(recoveryCodesLeft),
        actionButton('recovery-codes', words.makeNew, 'secondary'),
      ),
    methods.includes('email-code') && row(words.email, hasAny ? words.emailIdle : words.nothingToSetUp, ''),
  ];
}

function pair(words: Words['account'], kind: 'app' | 'text', held: string | undefined): Html {
  if (held === undefined)
    return row(words[kind], words.notSetUp, actionButton(`add-${kind}`, words.setUp, 'secondary'));
  return row(words[kind], held, [
    actionButton(`add-${kind}`, words.replace, 'secondary'),
    actionButton(`remove-${kind}`, words.remove),
  ]);
}

function row(name: string, state: string | Html, buttons: Html | readonly Html[] | ''): Html {
  return html`<li><p><strong>${name}</strong> <span class="small muted">${state}</span></p>${buttons && html`<p class="actions">${buttons}</p>`}</li>`;
}
