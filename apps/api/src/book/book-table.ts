/** A line of a book that is being imported; `content` is the policy in JSON. */
export type BookRowRow = {
  import_id: string;
  line: number;
  email: string;
  number: string;
  content: string;
  imported_at: number;
};
