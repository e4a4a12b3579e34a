import type { FIELDS as ENGLISH } from '../english/fields.ts';

export const FIELDS: typeof ENGLISH = {
  email: 'Dirección de correo electrónico',
  emailFault: 'Introduzca una dirección de correo electrónico válida.',
  password: 'Contraseña',
  passwordMissing: 'Introduzca su contraseña.',
  passwordNotKept: 'Por su seguridad no se ha guardado: vuelva a escribirla.',
  checkEmail: 'Consulte su correo electrónico',
  changeEmail: 'Cambiar la dirección',
};
