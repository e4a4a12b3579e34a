import { html } from '@surety/web';
import type { USER_NAMES as ENGLISH } from '../english/user-names.ts';

export const USER_NAMES: typeof ENGLISH = {
  label: 'Nombre de usuario',
  optionalLabel: 'Nombre de usuario (opcional)',
  eitherLabel: 'Nombre de usuario o dirección de correo electrónico',
  newHint: ({ shortest, longest }) =>
    `Lo usará para iniciar sesión. De ${shortest} a ${longest} caracteres: letras sin acentos, cifras, puntos, guiones y guiones bajos.`,
  fault: 'Introduzca un nombre de usuario válido.',
  noAddress: 'Introduzca su nombre de usuario, no una dirección de correo electrónico.',
  signInIntro: 'Use su nombre de usuario y su contraseña.',
  signInIntroEither: 'Use su nombre de usuario o su dirección de correo electrónico, y su contraseña.',
  resetIntro:
    'Enviamos un código a la dirección de correo electrónico de su cuenta; con él podrá elegir una contraseña nueva.',
  sentTo: (name) =>
    html`Si alguien tiene el nombre de usuario ${name}, hemos enviado un código a su dirección de correo electrónico. Es válido durante diez minutos.`,
  change: 'Cambiar el nombre de usuario',
  youAre: (email, name) => html`Ha iniciado sesión como ${email}, con el nombre de usuario ${name}.`,
  faults: {
    missing: () => 'Introduzca un nombre de usuario.',
    address: () => 'Un nombre de usuario no es una dirección de correo electrónico: omita la @ y lo que la sigue.',
    letters: () => 'Use solo las letras de la a a la z sin acentos, cifras, puntos, guiones y guiones bajos.',
    length: ({ shortest, longest }) => `El nombre de usuario debe tener entre ${shortest} y ${longest} caracteres.`,
    marks: () => 'Un nombre de usuario empieza y termina con una letra o una cifra y no tiene dos puntos seguidos.',
    reserved: () => 'No se puede elegir este nombre de usuario. Elija otro distinto.',
  },
};
