import type { PASSWORDS as ENGLISH } from '../english/passwords.ts';

export const PASSWORDS: typeof ENGLISH = {
  label: 'Contraseña nueva',
  confirmation: 'Confirme la contraseña nueva',
  hint: ({ shortest, longest, characters, classesNeeded }) => {
    const length = shortest === longest ? `${longest}` : `De ${shortest} a ${longest}`;
    if (characters === 'digits') return `${length} cifras.`;
    if (classesNeeded === 0) return `${length} caracteres.`;
    const number = { 2: 'dos de estos tipos', 3: 'tres de estos tipos', 4: 'todos estos tipos' }[classesNeeded];
    return `${length} caracteres, con ${number}: una letra minúscula, una letra mayúscula, una cifra, un símbolo.`;
  },
  faults: {
    length: ({ shortest, longest }) => `La contraseña debe tener entre ${shortest} y ${longest} caracteres.`,
    digits: () => 'La contraseña debe tener solo cifras.',
    classes: ({ classesNeeded }) =>
      `La contraseña debe tener al menos ${classesNeeded} de los siguientes elementos: una letra minúscula, una letra mayúscula, una cifra, un símbolo.`,
    common: () => 'Esta contraseña es de las primeras que otros adivinarían. Elija otra.',
  },
  mismatch: 'Las contraseñas no coinciden. Escriba la misma en los dos campos y vuelva a intentarlo.',
  unchanged: 'Esta es la contraseña que debe cambiar. Elija otra distinta.',
  forcedTitle: 'Cambie su contraseña',
  forcedIntro: 'Su contraseña es correcta, pero debe cambiarla antes de continuar. Elija otra distinta.',
};
