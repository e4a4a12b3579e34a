import { Cannot } from '../backup/cannot.ts';
import type { Step } from './step.ts';

/** Graph did not do what it was asked; `code` is its own, such as `Authorization_RequestDenied`. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Reads Graph's error body `{ error: { code, message } }`; whatever else answered is kept short. */
export async function refusalOf(response: Response, request: string): Promise<GraphRefusal> {
  const text = await response.text();
  const { code = 'unknown', message = text.slice(0, 200) } = errorIn(text);
  return new GraphRefusal(response.status, code, `${request}: ${response.status} ${code}: ${message}`);
}

function errorIn(text: string): { code?: string; message?: string } {
  try {
    return (JSON.parse(text) as { error?: { code?: string; message?: string } }).error ?? {};
  } catch {
    return {};
  }
}

const GOES_ON = 'What is done stays done: run the same command again afterwards, and it goes on from there.';

/** Whether a thing that was just made is not yet known everywhere in the directory: a moment helps. */
export function needsAMoment(error: unknown): boolean {
  return error instanceof GraphRefusal && (error.status === 404 || error.code === 'Directory_ObjectNotFound');
}

/** The refusal in words: what it was for, and the one thing to do. Whatever is not a refusal stays as it is. */
export function explained(error: unknown, step: Pick<Step, 'title' | 'permission' | 'role'>): unknown {
  if (!(error instanceof GraphRefusal)) return error;
  return new Cannot(`Graph refused "${step.title}".\n  ${error.message}\n  ${advice(error, step)}\n  ${GOES_ON}`, {
    cause: error,
  });
}

function advice({ status }: GraphRefusal, { permission, role }: Pick<Step, 'permission' | 'role'>): string {
  if (status === 401) return 'The sign-in is no longer accepted: sign in again.';
  if (status === 403) {
    return `It takes the permission ${permission}, consented to for the application that signs you in, and the role ${role} (or Global Administrator). Have an administrator consent, or sign in as somebody with that role.`;
  }
  if (status === 409 || status === 400) {
    return 'Where it says that something is used or exists already: another object has that name or URI (a deleted application keeps its own for 30 days). Give this one another --name, or remove the other.';
  }
  if (status === 429) return 'Graph asks for a pause that is longer than this command waits.';
  return 'Graph is out of order, or does not know this request: try later.';
}
