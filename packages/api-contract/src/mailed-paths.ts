/** Where the portal asks whoever opens the link of a notice. */
export function reversalPath<Token extends string>(token: Token): `/reversals/${Token}` {
  return `/reversals/${token}`;
}

/** Where the portal asks somebody whose consent a change needs. */
export function consentPath<Token extends string>(token: Token): `/consents/${Token}` {
  return `/consents/${token}`;
}

/** Where the portal asks whoever opens the link of a notice about changed contact data. */
export function contactReversalPath<Token extends string>(token: Token): `/contact-reversals/${Token}` {
  return `/contact-reversals/${token}`;
}
