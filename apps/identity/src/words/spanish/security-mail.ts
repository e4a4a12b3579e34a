import type { SecondFactorMethod } from '../../tenant/tenant.ts';
import type { SECURITY_MAIL as ENGLISH } from '../english/security-mail.ts';

const FACTORS: Record<SecondFactorMethod, string> = {
  'email-code': 'un código por correo electrónico',
  'authenticator-app': 'una aplicación de autenticación',
  'text-message': 'un número de teléfono',
  passkey: 'una llave de acceso',
  'recovery-code': 'un código de recuperación',
};

const RECOVER =
  'elija «¿Ha olvidado su contraseña?» la próxima vez que inicie sesión y establezca una contraseña nueva cuanto antes';

function at(application: string | undefined): string {
  return application === undefined ? 'su cuenta' : `su cuenta en ${application}`;
}

export const SECURITY_MAIL: typeof ENGLISH = {
  passwordChanged: (application) => [
    'Su contraseña ha cambiado',
    `La contraseña de ${at(application)} acaba de cambiar. En los demás lugares habrá que volver a iniciar sesión; una página que esté abierta allí puede tardar un rato en notarlo.`,
    `Si ha sido usted, no tiene que hacer nada. Si no, ${RECOVER}; después compruebe que nadie más pueda leer su correo.`,
  ],
  factorAdded: (application, method) => [
    `Se ha añadido ${FACTORS[method]} a su cuenta`,
    `Desde ahora ${FACTORS[method]} confirma su identidad cuando inicia sesión en ${at(application)}.`,
    `Si no ha sido usted, otra persona puede leer su correo y conoce su contraseña: ${RECOVER} y pídanos que lo eliminemos.`,
  ],
  factorReplaced: (application, method) => [
    `Se ha sustituido ${FACTORS[method]} de su cuenta`,
    `Desde ahora su identidad se confirma con el nuevo método cuando inicia sesión en ${at(application)}. El anterior ya no sirve.`,
    `Si no ha sido usted, ${RECOVER} y avísenos.`,
  ],
  factorRemoved: (method) => [
    'Se ha eliminado el segundo factor de su cuenta',
    `Ya no confirma su identidad ${FACTORS[method]}. Cuando haga falta, podrá elegir otro segundo factor.`,
    `Si no lo ha solicitado usted, ${RECOVER} y avísenos.`,
  ],
  recoveryCodesMade: (application) => [
    'Se han generado códigos de recuperación nuevos para su cuenta',
    `Se han generado códigos de recuperación nuevos para ${at(application)}. Los anteriores ya no sirven.`,
    `Si no ha sido usted, ${RECOVER} y avísenos.`,
  ],
  recoveryCodeUsed: (application, left) => [
    'Se ha usado un código de recuperación de su cuenta',
    `Un código de recuperación acaba de confirmar su identidad en ${at(application)}. No sirve una segunda vez; ${left === 1 ? 'queda 1' : `quedan ${left}`}.`,
    `Si no ha sido usted, ${RECOVER} y genere códigos de recuperación nuevos.`,
  ],
  locked: [
    'Su cuenta está bloqueada durante un minuto',
    'Alguien ha escrito muchas veces seguidas contraseñas incorrectas para su cuenta. Durante un minuto nadie puede iniciar sesión en ella; si continúan los intentos, se bloqueará de nuevo y por más tiempo.',
    'Si ha sido usted, espere un minuto o elija «¿Ha olvidado su contraseña?». Si no, nadie ha averiguado su contraseña; asegúrese de que no la usa en ningún otro lugar.',
  ],
  deleted: [
    'Su cuenta se ha eliminado',
    'Su cuenta se ha eliminado, con su contraseña, sus segundos factores y todas sus sesiones.',
    'Si no lo ha solicitado usted, avísenos.',
  ],
};
