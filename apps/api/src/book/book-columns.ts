/** The columns of a book of policies, in the order in which an export writes them. */
export const BOOK_COLUMNS = [
  'email',
  'number',
  'kind',
  'status',
  'insuredName',
  'insuredBornOn',
  'insuredObject',
  'insuredObjectId',
  'payer',
  'coverageAmount',
  'coverageCurrency',
  'premiumAmount',
  'premiumCurrency',
  'premiumEvery',
  'startsOn',
  'endsOn',
  'designation',
] as const;

export type BookColumn = (typeof BOOK_COLUMNS)[number];

/** One line of a book: what is absent was not given. `designation` is JSON, as the contract writes it. */
export type BookRow = { [Column in BookColumn]?: string };

/** A line that cannot be taken: which, which field, and what is wrong. Line 0: the book as a whole. */
export type BookProblem = { line: number; field: string; message: string };
