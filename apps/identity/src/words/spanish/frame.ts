import type { FRAME as ENGLISH_FRAME, NOTICES as ENGLISH_NOTICES } from '../english/frame.ts';

export const FRAME: typeof ENGLISH_FRAME = {
  skipToContent: 'Ir al contenido',
  errorTitle: (title) => `Hay un error: ${title}`,
  errorSummary: 'Hay un problema',
  asksYou: 'le solicita:',
  cancel: (application) => `Cancelar y volver a ${application}`,
  confirming: 'Usted confirma:',
  continue: 'Continuar',
  back: 'Volver',
  almostThere: 'Ya casi está',
  returning: 'Está volviendo a la aplicación. Si no ocurre nada, pulse el botón.',
  signedOutTitle: 'Sesión cerrada',
  signedOut: 'Ha cerrado la sesión',
  signedOutElsewhere: 'Se lo estamos comunicando a las demás aplicaciones que ha usado. Continuará en un momento.',
  signedOutAdvice: 'Puede cerrar esta ventana. Para volver a usar una aplicación, regrese a ella e inicie sesión.',
  privacy: 'Privacidad',
  terms: 'Condiciones de uso',
  support: 'Ayuda',
  newWindow: '(se abre en una ventana nueva)',
};

export const NOTICES: typeof ENGLISH_NOTICES = {
  'code-sent': 'Hemos enviado un código de verificación a su correo electrónico. Cópielo en el campo de abajo.',
  'text-sent': 'Un código de verificación está en camino a su teléfono.',
  'factor-removed': 'Se ha eliminado y ya no sirve para confirmar nada.',
  'prove-again': 'Han pasado unos minutos desde que confirmó su identidad. Hágalo una vez más y vuelva a elegir.',
  'password-changed': 'Su contraseña ha cambiado. En los demás lugares habrá que volver a iniciar sesión.',
  'sign-in-ended': 'La sesión está cerrada. Lo que aún muestre terminará en menos de una hora.',
  'sign-ins-ended':
    'Todas las sesiones están cerradas. Lo que aún se muestre en algún lugar terminará en menos de una hora.',
  'factor-added': 'Ya está configurado y desde ahora confirma su identidad.',
  'email-verified': 'Dirección de correo electrónico verificada. Ya puede continuar.',
};
