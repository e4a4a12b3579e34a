import { type Html, html } from '@surety/web';
import type { Passkey } from '../factors/passkey-repository.ts';
import type { SecondFactorMethod } from '../tenant/tenant.ts';
import { actionButton, type Frame, formPage } from './layout.ts';

type AccountProps = Frame & {
  email: string;
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
  return formPage({
    frame: props,
    title: 'Your account',
    intro: html`You are <strong class="address">${props.email}</strong>.`,
    fields: html`<section class="stack">
<h2>How you confirm that it is you</h2>
<ul class="holdings">${[...factorRows(props)]}</ul>
</section>
<section class="stack">
<h2>Password and sign-ins</h2>
<ul class="holdings">
${row('Password', 'Known to you alone', actionButton('password', 'Change', 'secondary'))}
${row('Signed in', signIns === 1 ? 'In one place' : `In ${signIns} places`, actionButton('sign-ins', 'Look', 'secondary'))}
</ul>
</section>
<section class="stack">
<h2>Your data</h2>
<p class="actions">${actionButton('export', 'Download my data', 'secondary')}${actionButton('delete', 'Delete my account')}</p>
</section>`,
    submit: 'Done',
  });
}

function factorRows(props: AccountProps): (Html | false)[] {
  const { methods, hasApp, number, passkeys, recoveryCodesLeft } = props;
  const hasAny = hasApp || number !== undefined || passkeys.length > 0;
  return [
    ...passkeys.map(({ name, credentialId, enrolledAt }) =>
      row(name, html`Passkey since ${day(enrolledAt)}`, actionButton(`passkey:${credentialId}`, 'Change', 'secondary')),
    ),
    methods.includes('passkey') &&
      row('Passkey', 'On this device, a telephone or a security key', actionButton('add-passkey', 'Add', 'secondary')),
    methods.includes('authenticator-app') && pair('Authenticator app', hasApp ? 'Set up' : undefined, 'app'),
    methods.includes('text-message') && pair('Text message', number, 'text'),
    methods.includes('recovery-code') &&
      hasAny &&
      row('Recovery codes', `${recoveryCodesLeft} left`, actionButton('recovery-codes', 'Make new ones', 'secondary')),
    methods.includes('email-code') &&
      row('Code by e-mail', hasAny ? 'Not while you have something stronger' : 'Nothing to set up', ''),
  ];
}

function pair(name: string, held: string | undefined, word: string): Html {
  if (held === undefined) return row(name, 'Not set up', actionButton(`add-${word}`, 'Set up', 'secondary'));
  return row(name, held, [
    actionButton(`add-${word}`, 'Replace', 'secondary'),
    actionButton(`remove-${word}`, 'Remove'),
  ]);
}

function row(name: string, state: string | Html, buttons: Html | readonly Html[] | ''): Html {
  return html`<li><p><strong>${name}</strong> <span class="small muted">${state}</span></p>${buttons && html`<p class="actions">${buttons}</p>`}</li>`;
}

function day(moment: Date): Html {
  const iso = moment.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}
