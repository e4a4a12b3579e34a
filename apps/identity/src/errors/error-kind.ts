/** One kind of B2C error: its OAuth `error` word, its HTTP status where no redirect carries it, and its text. */
export type ErrorKind = { error: string; status: number; text: string };
