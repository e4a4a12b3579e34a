import { createAddressProof } from './address-proof.ts';

/** The code that proves the address of a forgotten password. */
export const resetCode = createAddressProof({
  purpose: 'reset',
  addressStep: 'reset-email',
  async whenProven({ services }, email) {
    const account = await services.accounts.findByEmail(email);
    if (!account) return { step: 'reset-email', methods: [], email, problem: 'email-unknown' };
    if (account.isDisabled) return { step: 'reset-email', methods: [], email, problem: 'account-disabled' };
    return { step: 'reset-password', methods: [], email, isEmailVerified: true, notice: 'email-verified' };
  },
});
