import type {
  PROFILE as ENGLISH_PROFILE,
  RESET as ENGLISH_RESET,
  SIGN_UP as ENGLISH_SIGN_UP,
} from '../english/accounts.ts';

export const SIGN_UP: typeof ENGLISH_SIGN_UP = {
  title: 'Cree su cuenta',
  emailIntro: 'Primero comprobamos que la dirección de correo electrónico es suya: le enviamos un código.',
  taken: 'Ya existe un usuario con ese identificador. Elija otro distinto.',
  haveAccount: '¿Ya tiene una cuenta?',
  isYours: '¿Es su cuenta?',
  signIn: 'Iniciar sesión',
  detailsIntro: 'Elija una contraseña y díganos quién es.',
  create: 'Crear la cuenta',
};

export const RESET: typeof ENGLISH_RESET = {
  title: 'Restablezca su contraseña',
  intro: 'Enviamos un código a su dirección de correo electrónico; con él podrá elegir una contraseña nueva.',
  noAccount: '¿Aún no tiene una cuenta?',
  remembered: '¿La ha recordado?',
  newTitle: 'Elija una contraseña nueva',
  newIntro:
    'En los demás lugares donde tenga la sesión iniciada deberá iniciarla de nuevo. Una página que esté abierta allí puede tardar un rato en notarlo.',
};

export const PROFILE: typeof ENGLISH_PROFILE = {
  title: 'Modifique su perfil',
  intro: 'Estos datos le acompañan dondequiera que inicie sesión con esta cuenta.',
  emailHint: 'La usa para iniciar sesión, por eso no se puede cambiar aquí.',
};
