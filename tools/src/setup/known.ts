import type { Application } from './application.ts';

/** What the steps have learnt so far: an id is missing as long as the thing is not there. */
export type Known = {
  applications: { [part in Part]?: Application };
  /** Object ids of service principals, which are what consent is given to. */
  principals: { [part in Part | 'graph']?: string };
  apiUri?: string | undefined;
  userFlowId?: string | undefined;
};

/** The two applications that are registered. */
export type Part = 'api' | 'portal';

/** What an earlier step must have made; that it has not is a defect of the order of the steps. */
export function made<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`${what} must be made first`);
  return thing;
}
