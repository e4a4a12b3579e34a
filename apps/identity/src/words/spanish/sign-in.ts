import type { SIGN_IN as ENGLISH } from '../english/sign-in.ts';

export const SIGN_IN: typeof ENGLISH = {
  title: 'Iniciar sesión',
  intro: 'Use su dirección de correo electrónico y su contraseña.',
  introBefore: {
    'profile-editing': 'Para modificar su perfil, primero inicie sesión.',
    account: 'Para gestionar su cuenta, primero inicie sesión.',
  },
  keepSignedIn: 'Mantener la sesión iniciada',
  keepSignedInHint: 'No en un equipo que usen otras personas.',
  submit: 'Iniciar sesión',
  forgot: '¿Ha olvidado su contraseña?',
  withPasskey: 'Iniciar sesión con una llave de acceso',
  noAccount: '¿No tiene una cuenta?',
  signUp: 'Regístrese ahora',
  passkeyTitle: 'Iniciar sesión con una llave de acceso',
  withPassword: 'Iniciar sesión con su contraseña',
  passkeyUnknown: 'Aquí no se conoce esta llave de acceso. Inténtelo de nuevo o inicie sesión con su contraseña.',
  tooManyWrong:
    'Desde su red se han introducido demasiadas contraseñas incorrectas. Espere un rato y vuelva a intentarlo.',
  refusals: {
    locked: 'Su cuenta está bloqueada temporalmente para impedir un uso no autorizado. Inténtelo más tarde.',
    'wrong-credentials': 'El nombre de usuario o la contraseña no son correctos.',
    disabled: 'Su cuenta está bloqueada. Póngase en contacto con el servicio de asistencia y vuelva a intentarlo.',
    expired: 'La contraseña ha caducado. Elija «¿Ha olvidado su contraseña?» para establecer una nueva.',
    'wrong-password': 'La contraseña no es correcta.',
    'unknown-account': 'No encontramos su cuenta.',
  },
};
