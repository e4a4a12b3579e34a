import type { Transaction } from '@surety/database';
import type { FieldError, Html } from '@surety/web';
import type { SignInName } from '../accounts/sign-in-name.ts';
import type { IdentityTables } from '../database.ts';
import type { Journey } from '../journey/journey.ts';
import type { EndCode } from '../journey/refuse.ts';
import type { Frame } from '../views/layout.ts';
import type { Words } from '../words/words.ts';
import type { Progress } from './progress.ts';
import type { StepServices } from './services.ts';

/** The journey at hand and what its steps work with. */
export type StepContext = {
  services: StepServices;
  journey: Journey;
  /** The network that asks: an IPv4 address or an IPv6 /64. */
  network: string;
  /** Where the request came from, as trusted proxies tell. */
  ip: string;
  /** Id of the browser when this address signed in there before. */
  familiarId: (email: string) => string | undefined;
  /** Id of the SSO session that the browser's cookie holds. */
  ssoSessionId: string | undefined;
  /** Every text of its language. */
  words: Words;
};

/** What a form holds, by field; each once, as text. */
export type Form = Readonly<Record<string, string>>;

/** What a page shows besides its own words: who asks, the form's token, and, after a refusal, what was typed. */
export type StepView = { frame: Frame; form: Form };

/** Where a journey goes instead, or what its page says of the form. */
export type Elsewhere = Progress | { errors: FieldError[] };

/** What a form led to. */
export type Outcome =
  | {
      kind: 'go';
      progress: Progress;
      /** Happens together with the progress, or not at all. */
      write?: (transaction: Transaction<IdentityTables>) => Promise<void>;
      /** Whether `write` only forgets something that would be forgotten in time anyway. */
      isForgettable?: true;
      /** What happens instead when `write` meets a row that is already there, or throws `Taken`. */
      whenTaken?: Elsewhere | (() => Promise<Elsewhere>);
      /** Happens after both are safe. */
      after?: () => Promise<unknown>;
    }
  | { kind: 'refused'; errors: FieldError[] }
  /** The name that was typed goes along as a hint. */
  | { kind: 'end'; code: EndCode; typed?: SignInName | undefined }
  /** A file; the journey stays where it is. */
  | { kind: 'download'; fileName: string; content: string };

/** What one button of a page does. */
export type StepAction = (context: StepContext, form: Form) => Promise<Outcome> | Outcome;

/** One page of a journey. */
export type Step = {
  /** Moves on at once when there is nothing to ask; answers the progress, or `undefined` to stay. */
  arrive?: (context: StepContext) => Promise<Progress | undefined>;
  page: (context: StepContext, view: StepView) => Promise<Html> | Html;
  /** Whether its page runs script of ours. */
  runsScript?: true;
  /** By the name of the button; `continue` is what the Enter key does. */
  actions: Readonly<Record<string, StepAction>> & { continue: StepAction };
};

/** Thrown in `write` where somebody was faster: nothing is written, and the journey goes where `whenTaken` says. */
export class Taken extends Error {}

/** Refuses a form for one field. */
export function refuse(field: string, message: string): Outcome {
  return { kind: 'refused', errors: [{ field, message }] };
}

/** Moves on. */
export function go(progress: Progress): Outcome {
  return { kind: 'go', progress };
}
