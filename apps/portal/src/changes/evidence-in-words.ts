import type { EndorsementDocument } from '@surety/api-contract';
import { inMoments } from '../views/format.ts';

/** How somebody proved themselves, and when; the class is the provider's own name for it. */
export function evidenceInWords({ at, classes }: NonNullable<EndorsementDocument['evidence']>): string {
  const how = classes.length === 0 ? '' : ` (${classes.join(', ')})`;
  return `Second factor${how}, ${inMoments(new Date(at))}`;
}
