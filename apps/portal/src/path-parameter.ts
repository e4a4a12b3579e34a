import { Refusal } from '@surety/web';

/**
 * A parameter of a path. Control characters are in no name of ours, and PostgreSQL refuses one of them.
 * @throws Refusal `not-found` (404)
 */
export function pathParameter(value: string): string {
  if (!/\p{Cc}/u.test(value)) return value;
  throw new Refusal({
    code: 'not-found',
    status: 404,
    message: 'There is nothing at this address. Check it for typing errors, or start from your policies.',
  });
}
