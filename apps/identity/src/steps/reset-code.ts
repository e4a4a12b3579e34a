import { createAddressProof } from './address-proof.ts';

/** The code that proves the address of a forgotten password. */
export const resetCode = createAddressProof({
  purpose: 'reset',
  addressStep: 'reset-email',
  async whenProven({ services, journey }, email) {
    const account = await services.accounts.findByEmail(email);
    const typed = journey.progress.userName === undefined ? { email } : { userName: journey.progress.userName };
    if (!account) return { step: 'reset-email', methods: [], ...typed, problem: 'email-unknown' };
    if (account.isDisabled) return { step: 'reset-email', methods: [], ...typed, problem: 'account-disabled' };
    const named = account.userName === undefined ? {} : { userName: account.userName };
    return { step: 'reset-password', methods: [], email, ...named, isEmailVerified: true, notice: 'email-verified' };
  },
});
