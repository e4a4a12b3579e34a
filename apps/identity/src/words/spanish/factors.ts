import { html } from '@surety/web';
import type { FACTORS as ENGLISH } from '../english/factors.ts';

export const FACTORS: typeof ENGLISH = {
  title: 'Confirme su identidad',
  choiceIntro: (application) =>
    `Lo que va a hacer en ${application} requiere algo más que una contraseña. ¿Cómo quiere confirmarlo?`,
  choices: {
    'email-code': {
      title: 'Un código por correo electrónico',
      text: 'No hay nada que configurar. Le enviamos un código cada vez.',
    },
    'authenticator-app': {
      title: 'Una aplicación de autenticación',
      text: 'Funciona sin correo, en su teléfono. Comprobamos una vez su dirección de correo electrónico y después escanea una imagen.',
    },
    'text-message': {
      title: 'Un código por mensaje de texto',
      text: 'A su teléfono. Comprobamos una vez su dirección de correo electrónico y después nos indica el número.',
    },
    passkey: {
      title: 'Una llave de acceso',
      text: 'Su huella digital, su rostro o su PIN en este dispositivo, o una llave de seguridad. Nadie puede copiársela.',
    },
  },
  nothingChosen: 'Elija cómo quiere confirmar su identidad.',
  notOffered: 'Aquí no se ofrece esta opción.',
  notOpen: 'Aquí no está disponible este método.',
  willSendTo: (address) => html`Enviaremos un código a ${address}.`,
  textSentTo: (number) =>
    html`Hemos enviado un código por mensaje de texto a ${number}. Es válido durante diez minutos.`,
  willTextTo: (number) => html`Enviaremos un código por mensaje de texto a ${number}.`,
  thenSetUp: {
    'authenticator-app': 'Después configurará su aplicación de autenticación.',
    'text-message': 'Después configurará su número de teléfono.',
    passkey: 'Después configurará su llave de acceso.',
  },
  appInstead: 'Configurar en su lugar una aplicación de autenticación',
  appIntro: 'Abra su aplicación de autenticación y escriba el código que muestra ahora.',
  appCode: 'Código de su aplicación',
  passkeyIntro:
    'Su navegador le pedirá la llave de acceso: su huella digital, su rostro, su PIN o una llave de seguridad.',
  usePasskey: 'Usar la llave de acceso',
  passkeyRefused: 'Esta llave de acceso no ha confirmado su identidad. Inténtelo de nuevo o use otro método.',
  passkeySilent: 'El dispositivo no ha respondido. Inténtelo de nuevo o use otro método.',
  passkeyNeedsScript:
    'Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador. Use otro método.',
  recoveryTitle: 'Use un código de recuperación',
  recoveryIntro: 'Escriba uno de los códigos que guardó al configurar su segundo factor. Cada uno sirve una sola vez.',
  recoveryCode: 'Código de recuperación',
  recoveryHint: 'Diez letras y cifras',
  recoveryMissing: 'Introduzca uno de sus códigos de recuperación.',
  instead: {
    passkey: 'Usar en su lugar la llave de acceso',
    'authenticator-app': 'Usar en su lugar la aplicación de autenticación',
    'text-message': 'Recibir en su lugar un código por mensaje de texto',
    'recovery-code': 'Usar un código de recuperación',
  },
};
