import { createAddressProof } from './address-proof.ts';

/** The code that proves the address of a new account. */
export const signUpCode = createAddressProof({
  purpose: 'sign-up',
  addressStep: 'sign-up-email',
  async whenProven({ services }, email) {
    const isTaken = (await services.accounts.findByEmail(email)) !== undefined;
    if (isTaken) return { step: 'sign-up-email', methods: [], email, problem: 'email-taken' };
    return { step: 'sign-up-details', methods: [], email, isEmailVerified: true, notice: 'email-verified' };
  },
});
