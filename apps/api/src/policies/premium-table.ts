/** One premium; `paid_on` is absent until it was paid. */
export type PremiumRow = {
  policyholder_id: string;
  policy_number: string;
  due_on: string;
  amount: number;
  currency: string;
  paid_on: string | null;
};
