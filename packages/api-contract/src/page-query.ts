import { z } from 'zod';

/** Most members of one page of a list. */
export const MOST_ON_A_PAGE = 100;

/** Which page of a list. As text: a query holds nothing else. */
export const pageQuery = z.object({
  cursor: z.string().max(500).optional().describe('The `next` of the page before; absent: the first page'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional()
    .describe(`Members of a page, 1 to ${MOST_ON_A_PAGE}; 50 unless said`),
});
