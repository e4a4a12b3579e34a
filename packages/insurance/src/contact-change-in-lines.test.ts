import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactChangeInLines } from './contact-change-in-lines.ts';

const HOME = { street: '1 Street', city: 'Town', region: 'TX', postalCode: '78701', country: 'US' };

test('says each part that changes, as it will be and as it was, and no other', () => {
  const before = { email: 'old@demo.example', phone: '+12025550101', address: HOME };
  const after = { email: 'new@demo.example', address: HOME };
  assert.deepEqual(contactChangeInLines({ before, after, changed: ['email', 'phone'] }), {
    title: 'Change contact data',
    lines: [
      'E-mail address: new@demo.example',
      'Until now: old@demo.example',
      'Telephone: none',
      'Until now: +12025550101',
    ],
  });
});

test('says an address in one line', () => {
  const { lines } = contactChangeInLines({ before: {}, after: { address: HOME }, changed: ['address'] });
  assert.deepEqual(lines, ['Postal address: 1 Street, Town, TX 78701, US', 'Until now: none']);
});
