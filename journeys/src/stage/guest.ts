/** What a person can do in any browser, with eyes (`visitor.ts`) or without (`plain-guest.ts`). */
export type Guest = {
  /** Where they are. */
  url(): string;
  visit(url: string): Promise<void>;
  /** Types into the field with this label; where several have it, into the one of this number, counted from 0. */
  fill(label: string, value: string, number?: number): Promise<void>;
  /** Chooses an option of the list with this label. */
  choose(label: string, option: string, number?: number): Promise<void>;
  /** Presses the first button or link whose name holds this, and waits for the page it leads to. */
  press(name: string | RegExp): Promise<void>;
  /** Fails unless the page says this. */
  sees(text: string | RegExp): Promise<void>;
  /** Whether the page says this now. */
  says(text: string | RegExp): Promise<boolean>;
  /** Closes the browser. */
  leave(): Promise<void>;
};
