/** What people see of who asks them; what is left out comes from the tenant, then from this house. */
export type Branding = {
  /** What people read in place of the registration's name. */
  displayName?: string;
  /** A picture that stands in for the name, one for both colour schemes or one for each; `data:` URLs once it is loaded. */
  logo?: string | { light: string; dark: string };
  /** A small square picture for the browser's tab. */
  icon?: string;
  colours?: Colours;
  /** Https addresses, shown below every page. */
  links?: { privacy?: string; terms?: string; support?: string };
};

/** Written `#rrggbb`. */
export type SchemeColours = { accent: string; background?: string };

/** The dark scheme's are made of the light ones unless told. */
export type Colours = SchemeColours & { dark?: SchemeColours };

/** An application's branding over its tenant's, member by member: colours, and a logo, are taken whole or not at all. */
export function inherit(own: Branding | undefined, tenant: Branding | undefined): Branding | undefined {
  return own ? { ...tenant, ...own } : tenant;
}

/** What people are told an application is called. */
export function shownName({ name, branding }: { name: string; branding?: Branding }): string {
  return branding?.displayName ?? name;
}
