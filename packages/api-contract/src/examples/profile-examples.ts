import { type ExamplesOf, refused } from './example.ts';

const PROFILE = {
  displayName: 'Ada Demo',
  givenName: 'Ada',
  surname: 'Demo',
  city: 'Springfield',
  country: 'United States',
};

/** Examples of profiles at the identity provider. */
export const profileExamples = {
  getProfile: {
    title: 'A profile without an address',
    answer: PROFILE,
    refusal: refused(
      404,
      'profile-kept-elsewhere',
      'The identity provider of this insurer shows and changes profiles itself.',
    ),
  },
  changeProfile: {
    title: 'A new name, and no city any more',
    request: { displayName: 'Ada B. Demo', city: '' },
    answer: { displayName: 'Ada B. Demo', givenName: 'Ada', surname: 'Demo', country: 'United States' },
    refusal: refused(
      503,
      'profile-service-busy',
      'The service that keeps the profile asks for patience. Nothing was changed; try again shortly.',
    ),
  },
} as const satisfies ExamplesOf<'getProfile' | 'changeProfile'>;
