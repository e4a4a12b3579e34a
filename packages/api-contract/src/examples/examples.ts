import type { OperationName } from '../operations.ts';
import { contactExamples } from './contact-examples.ts';
import { endorsementExamples } from './endorsement-examples.ts';
import type { AnyExample, ExamplesOf } from './example.ts';
import { policyExamples } from './policy-examples.ts';
import { profileExamples } from './profile-examples.ts';
import { reviewExamples } from './review-examples.ts';

const complete: ExamplesOf<OperationName> = {
  ...policyExamples,
  ...endorsementExamples,
  ...contactExamples,
  ...profileExamples,
  ...reviewExamples,
};

/** An example of every operation, for its documentation. */
export const examples: Readonly<Record<OperationName, AnyExample>> = complete;
