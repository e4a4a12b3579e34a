import type { ENROLMENT as ENGLISH_ENROLMENT, RECOVERY_CODES as ENGLISH_RECOVERY_CODES } from '../english/enrolment.ts';

export const ENROLMENT: typeof ENGLISH_ENROLMENT = {
  later: 'Ahora no',
  appTitle: 'Configure su aplicación de autenticación',
  appIntro: 'Escanee la imagen con su aplicación y escriba el código que muestra.',
  appPicture: 'Código QR para su aplicación de autenticación',
  appCannotScan: '¿No puede escanearla?',
  appAccount: 'Nombre de la cuenta',
  appSecret: 'Clave secreta',
  textTitle: 'Configure los mensajes de texto',
  textIntro: '¿Qué número recibirá los códigos? No lo usamos para nada más.',
  number: 'Número de teléfono',
  numberHint: 'Con el prefijo de su país, por ejemplo +44 7700 900123',
  numberFault: 'Introduzca el número con el prefijo de su país, por ejemplo +44 7700 900123.',
  checkTelephone: 'Consulte su teléfono',
  changeNumber: 'Cambiar el número',
  passkeyTitle: 'Configure una llave de acceso',
  passkeyIntro:
    'Su navegador le preguntará dónde guardarla: en este dispositivo, en su teléfono o en una llave de seguridad.',
  passkeyName: 'Nombre de esta llave de acceso',
  passkeyNameHint: 'Para distinguirla de otras más adelante',
  passkeyFirstName: 'Mi dispositivo',
  passkeySubmit: 'Configurar la llave de acceso',
  passkeyNameMissing: 'Dé un nombre a la llave de acceso, por ejemplo el del dispositivo que la guarda.',
  passkeyNameTooLong: (longest) => `El nombre puede tener hasta ${longest} caracteres.`,
  passkeyNameUnusable: 'El nombre contiene caracteres que no se pueden usar.',
  tooManyPasskeys: (most) => `Ya tiene ${most} llaves de acceso. Elimine primero una de ellas.`,
  passkeyFailed: 'No se ha podido configurar la llave de acceso. Inténtelo de nuevo.',
};

export const RECOVERY_CODES: typeof ENGLISH_RECOVERY_CODES = {
  keepTitle: 'Guarde sus códigos de recuperación',
  keepIntro:
    'Si pierde su teléfono o su llave de acceso, uno de estos códigos confirma su identidad. Cada uno sirve una sola vez.',
  shownOnce: 'Solo se muestran esta vez. Imprima esta página o cópielos en su gestor de contraseñas.',
  kept: 'Los he guardado',
  leftTitle: (left) => {
    if (left === 0) return 'No le queda ningún código de recuperación';
    return left === 1 ? 'Le queda un código de recuperación' : `Le quedan ${left} códigos de recuperación`;
  },
  leftIntro: 'Genere otros mientras pueda. Desde ese momento, los anteriores dejarán de servir.',
  make: 'Generar códigos de recuperación nuevos',
  without: 'Continuar sin ellos',
};
