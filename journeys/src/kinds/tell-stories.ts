import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Mailbox, openMailbox } from '../stage/mailbox.ts';
import { aPlainGuest } from '../stage/plain-guest.ts';
import { startSurety } from '../stage/surety.ts';
import { aVisitor, launchBrowser } from '../stage/visitor.ts';
import { account, forgottenPassword, profile } from '../stories/account.ts';
import { walkingAround } from '../stories/at-the-api.ts';
import { notMe, review } from '../stories/others.ts';
import { anotherPerson, cancelledProof, contactData, everyChange, expiredSession } from '../stories/step-up.ts';
import type { Scene, Story } from '../stories/story.ts';
import { cancelledSignIn, claims, doctor, policies, wholeVisit } from '../stories/visit.ts';
import type { Kind, Provider } from './kind.ts';
import { createOwnClient } from './own-client.ts';

const STORIES: readonly Story[] = [
  doctor,
  wholeVisit,
  policies,
  claims,
  account,
  profile,
  cancelledSignIn,
  everyChange,
  cancelledProof,
  anotherPerson,
  walkingAround,
  contactData,
  expiredSession,
  notMe,
  review,
  forgottenPassword,
];

/** Tells every story with one kind of provider: the same words, whoever signs people in. */
export function tellStories(kind: Kind): void {
  describe(kind.name, () => {
    let scene: Scene;
    let close: () => Promise<unknown>;
    before(async () => {
      [scene, close] = await setScene(kind);
    });
    after(() => close?.());
    for (const { rule, tell } of STORIES) test(rule, () => tell(scene));
  });
}

/** Brings the provider, the system and a browser on stage; answers the scene, and what clears it. */
async function setScene(kind: Kind): Promise<[Scene, () => Promise<unknown>]> {
  const mailbox = await openMailbox();
  let opened: Provider | undefined;
  const [surety, browser] = await Promise.all([
    startSurety(async (origins) => {
      opened = await kind.open({ origins, mailbox });
      return { ...opened.settings, SMTP_URL: mailbox.smtpUrl };
    }),
    launchBrowser({ args: ['--host-resolver-rules=MAP *.contoso.example 127.0.0.1'] }),
  ]);
  if (opened === undefined) throw new Error('the provider is not on stage');
  const provider = opened;
  const scene = sceneOf({ surety, provider, mailbox }, browser);
  return [
    scene,
    async () => {
      await Promise.all([browser.close(), surety.stop()]);
      await Promise.all([provider.stop(), mailbox.stop()]);
    },
  ];
}

function sceneOf(parts: Pick<Scene, 'surety' | 'provider'> & { mailbox: Mailbox }, browser: Browser): Scene {
  const { surety, provider } = parts;
  return {
    ...parts,
    inChromium: () => aVisitor(browser, { anyCertificate: true, checksPages: false }),
    inPlainBrowser: () => aPlainGuest({ fetch: provider.fetch }),
    async leaveProvider(guest) {
      const metadata = (await (await provider.fetch(provider.registration.metadataUrl)).json()) as {
        end_session_endpoint: string;
      };
      await guest.visit(metadata.end_session_endpoint);
      await provider.endSession(guest);
    },
    ownClient: () => createOwnClient(provider, surety.portal),
  };
}
