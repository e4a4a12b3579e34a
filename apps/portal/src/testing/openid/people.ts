/** Somebody with an account at the test's OpenID provider. */
export type OpenidPerson = {
  sub: string;
  name: string;
  nickname?: string;
  email: string;
  email_verified: boolean;
  password: string;
  /** What the person may do at the api; in every token. */
  roles?: readonly string[];
  [OWN_EMAIL_CLAIM]?: string;
};

/** A claim that no standard knows, as some providers want them named. */
export const OWN_EMAIL_CLAIM = 'https://claims.example/email';

export const OPENID_CODE = '246810';

/** The same addresses as the demo people of the embedded identity, under other subjects. */
export const PEOPLE: readonly OpenidPerson[] = [
  {
    sub: 'openid-ada',
    name: 'Ada Demo',
    nickname: 'Countess',
    email: 'ada@demo.example',
    email_verified: true,
    password: 'Demo-Ada-2026',
    [OWN_EMAIL_CLAIM]: 'ada@elsewhere.example',
  },
  { sub: 'openid-ben', name: 'Ben Demo', email: 'ben@demo.example', email_verified: true, password: 'Demo-Ben-2026' },
];
