/** B2C's pattern: a plus sign, then 7 to 15 digits, each but the first with a space or hyphen before it if one likes. */
const PATTERN = /^\+(?:[0-9][ -]?){6,14}[0-9]$/;

/** Reads a telephone number in international form; answers `+` and digits alone (E.164), or `undefined`. */
export function parsePhoneNumber(text: string): string | undefined {
  const trimmed = text.trim();
  return PATTERN.test(trimmed) ? trimmed.replace(/[ -]/g, '') : undefined;
}

/** The number as far as a page shows it: its last two digits. */
export function maskPhoneNumber(number: string): string {
  return `${number.slice(0, 3)}•••${number.slice(-2)}`;
}
