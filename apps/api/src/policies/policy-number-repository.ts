import type { ApiDatabase } from '../database.ts';

/** What is known of policies by their numbers alone. */
export const policyNumbers = {
  /** Whose policy this is. */
  async ownerOf(reader: ApiDatabase, number: string): Promise<string | undefined> {
    const row = await reader
      .selectFrom('api_policy')
      .select('policyholder_id')
      .where('number', '=', number)
      .executeTakeFirst();
    return row?.policyholder_id;
  },

  /** Which of these numbers are given out already, to whomever. */
  async numbersTaken(reader: ApiDatabase, numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const taken = new Set<string>();
    const MOST_PARAMETERS = 500;
    for (let start = 0; start < numbers.length; start += MOST_PARAMETERS) {
      const some = numbers.slice(start, start + MOST_PARAMETERS);
      const rows = await reader.selectFrom('api_policy').select('number').where('number', 'in', some).execute();
      for (const { number } of rows) taken.add(number);
    }
    return taken;
  },
};
