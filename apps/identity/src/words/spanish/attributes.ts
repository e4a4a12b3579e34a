import type { ATTRIBUTES as ENGLISH } from '../english/attributes.ts';

export const ATTRIBUTES: typeof ENGLISH = {
  labels: {
    given_name: 'Nombre',
    family_name: 'Apellidos',
    name: 'Nombre para mostrar',
    jobTitle: 'Puesto de trabajo',
    streetAddress: 'Dirección postal',
    city: 'Ciudad',
    state: 'Estado o provincia',
    postalCode: 'Código postal',
    country: 'País o región',
  },
  optional: (label) => `${label} (opcional)`,
  nameHint: 'Así le saludaremos. Déjelo vacío para usar su nombre y sus apellidos.',
  chooseCountry: 'Elija…',
  missing: { given_name: 'Introduzca su nombre.', family_name: 'Introduzca sus apellidos.' },
  tooLong: (label, longest) => `«${label}» puede tener hasta ${longest} caracteres.`,
  unusable: (label) => `«${label}» contiene caracteres que no se pueden usar.`,
  unknownCountry: 'Elija un país o una región de la lista.',
  wholeNumber: (label) => `«${label}» debe ser un número entero.`,
  trueOrFalse: (label) => `«${label}» debe ser verdadero o falso.`,
};
