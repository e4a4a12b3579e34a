import type { CODE_MAIL as ENGLISH } from '../english/mail.ts';

export const CODE_MAIL: typeof ENGLISH = {
  subject: (code) => `${code} es su código de verificación`,
  intro: {
    'sign-up': (application) => `Su código de verificación para crear su cuenta en ${application} es:`,
    reset: (application) => `Su código de verificación para elegir una contraseña nueva en ${application} es:`,
    'second-factor': (application) => `Su código de verificación para confirmar su identidad en ${application} es:`,
  },
  use: (application) =>
    `Es válido durante diez minutos, una sola vez y únicamente en la página que lo solicitó. Nadie de ${application} se lo pedirá nunca por teléfono ni en un mensaje.`,
  ignore: 'Si no ha solicitado ningún código, puede ignorar este correo: sin el código no ocurre nada.',
  text: (code, application) => `${code} es su código de verificación para ${application}. No se lo diga a nadie.`,
};
