/** When a conditional second factor is asked for: when everything holds that the rule names. */
export type FactorRule = {
  /** The person never signed in with this browser. */
  newBrowser?: true;
  /** So many days since the person last proved a second factor. */
  daysSinceFactor?: number;
  /** One of these applications asks. */
  applications?: readonly string[];
  /** The request comes from one of these networks (CIDR). */
  networks?: readonly string[];
  /** It comes from none of these. */
  outsideNetworks?: readonly string[];
};
