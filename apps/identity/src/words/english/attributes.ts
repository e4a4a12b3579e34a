/** The profile: what its fields are called and what is wrong with them. */
export const ATTRIBUTES = {
  labels: {
    given_name: 'Given name',
    family_name: 'Surname',
    name: 'Display name',
    jobTitle: 'Job title',
    streetAddress: 'Street address',
    city: 'City',
    state: 'State or province',
    postalCode: 'Postal code',
    country: 'Country or region',
  },
  optional: (label: string) => `${label} (optional)`,
  nameHint: 'How we greet you. Leave it empty to use your given name and surname.',
  chooseCountry: 'Choose…',
  missing: { given_name: 'Enter your given name.', family_name: 'Enter your surname.' },
  tooLong: (label: string, longest: number) => `${label} may have up to ${longest} characters.`,
  unusable: (label: string) => `${label} contains characters that cannot be used.`,
  unknownCountry: 'Choose a country or region from the list.',
  wholeNumber: (label: string) => `${label} must be a whole number.`,
  trueOrFalse: (label: string) => `${label} must be true or false.`,
};
