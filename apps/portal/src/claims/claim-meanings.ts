/** What the claims of an ID token mean, in one line each. Times are marked, so that they can be shown as dates. */
export const CLAIM_MEANINGS: Readonly<Record<string, { means: string; isTime?: true }>> = {
  iss: { means: 'Who vouches for all this: the issuer.' },
  sub: { means: 'You, by a name that never changes: the subject.' },
  oid: { means: 'Your account’s id in the directory.' },
  aud: { means: 'For whom this was issued: the application id of this portal.' },
  azp: { means: 'Which application asked for it.' },
  tfp: { means: 'Which user flow ran.' },
  acr: { means: 'How strongly you proved yourself.' },
  amr: { means: 'By which methods you proved yourself.' },
  ver: { means: 'Version of the token format.' },
  tid: { means: 'Id of the directory that your account is in.' },
  iat: { means: 'When it was issued.', isTime: true },
  nbf: { means: 'From when it counts.', isTime: true },
  exp: { means: 'Until when it counts.', isTime: true },
  auth_time: { means: 'When you last proved yourself.', isTime: true },
  nonce: { means: 'Ties it to one request of ours, so that it cannot be played back.' },
  at_hash: { means: 'Ties the access token to it.' },
  c_hash: { means: 'Ties the code to it.' },
  name: { means: 'The name you show.' },
  given_name: { means: 'Your given name.' },
  family_name: { means: 'Your surname.' },
  emails: { means: 'Addresses that were verified to be yours.' },
  email: { means: 'The address you sign in with.' },
  city: { means: 'The city in your profile.' },
  country: { means: 'The country in your profile.' },
  idp: { means: 'Who checked your password, when that is another service.' },
  newUser: { means: 'Whether you created the account just now.' },
  isForgotPassword: { means: 'Whether you reset your password on the way.' },
};

/** The line for a claim that is not in the table. */
export const UNKNOWN_CLAIM = 'Given by the sign-in service; this portal does not use it.';
