import { type ApiAnswer, ApiUnavailable } from '@surety/api-contract';
import { Refusal } from '@surety/web';

type Refused = Extract<ApiAnswer<never>, { ok: false }>;

/**
 * The body of an answer that should be good.
 * @throws Refusal with what the api said, ApiUnavailable when the trouble is the api's own
 */
export function bodyOf<Body>(answer: ApiAnswer<Body>): Body {
  if (answer.ok) return answer.body;
  throw refusalOf(answer);
}

/** A refusal of the api in words for the person at the portal. */
export function refusalOf({ status, problem }: Refused): Error {
  if (status >= 500) return new ApiUnavailable(`the api answered ${status}`);
  const detail = `api ${status} ${problem.code}`;
  if (status === 404) {
    const message =
      'There is no such page among your policies. It may belong to another person, or never have existed.';
    return new Refusal({ code: 'not-found', status: 404, message, detail });
  }
  if (status === 401 || status === 403) {
    const message = 'Your sign-in was not accepted for this. Sign out, sign in again and try once more.';
    return new Refusal({ code: 'not-accepted', status: 403, message, detail });
  }
  return new Refusal({ code: problem.code, status, message: problem.detail, detail });
}
