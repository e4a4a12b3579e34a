import { html } from '@surety/web';
import type { CODES as ENGLISH } from '../english/codes.ts';

export const CODES: typeof ENGLISH = {
  label: 'Código de verificación',
  hint: 'Seis cifras',
  missing: 'Introduzca las 6 cifras del código.',
  send: 'Enviar código de verificación',
  sendNew: 'Enviar un código nuevo',
  verify: 'Verificar el código',
  sentTo: (address) => html`Hemos enviado un código a ${address}. Es válido durante diez minutos.`,
  faults: {
    wrong: 'El código no es correcto. Inténtelo de nuevo.',
    expired: 'El código ha caducado. Solicite uno nuevo.',
    'too-many-tries': 'Ha hecho demasiados intentos incorrectos. Inténtelo más tarde.',
    'too-many-sendings':
      'Se han hecho demasiadas solicitudes para verificar esta dirección. Espere un rato y vuelva a intentarlo.',
    'sending-failed': 'No hemos podido enviar el código. Inténtelo de nuevo dentro de un minuto.',
  },
};
