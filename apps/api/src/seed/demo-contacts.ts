import type { ContactData } from '@surety/insurance';

/** Contact data of the demo people, by their address. Ben lives where a spouse's consent counts. */
export const demoContacts: Readonly<Record<string, ContactData>> = {
  'ada@demo.example': {
    email: 'ada@demo.example',
    phone: '+12025550101',
    address: { street: '12 Example Street', city: 'Sampleton', region: 'VA', postalCode: '22201', country: 'US' },
  },
  'ben@demo.example': {
    email: 'ben@demo.example',
    phone: '+15125550102',
    address: {
      street: '34 Example Road',
      unit: 'Apt 5',
      city: 'Demoville',
      region: 'TX',
      postalCode: '78701',
      country: 'US',
    },
  },
  'carla@demo.example': {
    email: 'carla@demo.example',
    address: { street: '56 Example Avenue', city: 'Sampleton', region: 'NY', postalCode: '10001', country: 'US' },
  },
};
