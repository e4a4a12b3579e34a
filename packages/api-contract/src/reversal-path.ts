/** Where the portal asks whoever opens the link of a notice: the one address that the api mails to people. */
export function reversalPath<Token extends string>(token: Token): `/reversals/${Token}` {
  return `/reversals/${token}`;
}
