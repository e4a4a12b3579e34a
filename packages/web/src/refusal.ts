/** What a refusal says, and to whom: `message` and `code` are public, `detail` is for the log alone. */
export type RefusalOptions = {
  /** Stable, kebab-case name that programs may match on. */
  code: string;
  /** HTTP status, 400 to 499, or 503 when a dependency is away. */
  status: number;
  /** One sentence for a person: what is wrong and what to do. */
  message: string;
  /** What the log should know besides. Never a token, code or password. */
  detail?: string | undefined;
  cause?: unknown;
};

/** Something a user caused. Anything else that is thrown is a defect and is shown as such (500). */
export class Refusal extends Error {
  override readonly name: string = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;

  constructor(options: RefusalOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.status = options.status;
    this.detail = options.detail;
  }
}
