/** A request that takes back what a step made; a path with its version, such as `/v1.0/applications/ID`. */
export type UndoRequest = { method: 'DELETE' | 'PATCH' | 'POST'; path: string; body?: unknown };

/** What one step would do: nothing, or make something, or change something that is there. */
export type Difference =
  | {
      mark: 'there';
      /** Takes it back, where this command alone can have made it: a run that died before it wrote that down is made up for. */
      ours?: readonly UndoRequest[];
    }
  | {
      mark: 'create' | 'change';
      /** For people: what would be there afterwards, or what would be different. */
      lines: readonly string[];
      /** Does it, and answers with the requests that take back what was made; a change has none. */
      make(): Promise<readonly UndoRequest[]>;
    };

/** One thing that must be in the directory. Looking changes nothing; later steps may need what earlier ones learnt. */
export type Step = {
  title: string;
  /** The delegated Graph permission that making it takes. */
  permission: string;
  /** The directory role that the person needs besides. */
  role: string;
  look(): Promise<Difference>;
};

export const THERE: Difference = { mark: 'there' };
