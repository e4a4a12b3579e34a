/** Somebody with an account at the stand-in; `roles` stand in every token. */
export type ExternalPerson = { oid: string; name: string; email: string; roles?: readonly string[] };
export const ADA_OF_EXTERNAL_ID: ExternalPerson = { oid: 'oid-ada', name: 'Ada Demo', email: 'ada@demo.example' };
