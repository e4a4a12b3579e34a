import { html } from '@surety/web';
import type * as English from '../english/account.ts';

export const ACCOUNT: typeof English.ACCOUNT = {
  title: 'Su cuenta',
  youAre: (address) => html`Ha iniciado sesión como ${address}.`,
  factors: 'Cómo confirma su identidad',
  passkey: 'Llave de acceso',
  passkeySince: (day) => html`Llave de acceso desde el ${day}`,
  passkeyWhere: 'En este dispositivo, en un teléfono o en una llave de seguridad',
  app: 'Aplicación de autenticación',
  text: 'Mensaje de texto',
  recoveryCodes: 'Códigos de recuperación',
  left: (codes) => (codes === 1 ? 'Queda 1' : `Quedan ${codes}`),
  makeNew: 'Generar otros',
  email: 'Código por correo electrónico',
  emailIdle: 'No mientras tenga un método más seguro',
  nothingToSetUp: 'No hay nada que configurar',
  isSetUp: 'Configurada',
  notSetUp: 'Sin configurar',
  setUp: 'Configurar',
  add: 'Añadir',
  change: 'Cambiar',
  replace: 'Sustituir',
  remove: 'Eliminar',
  passwordAndSignIns: 'Contraseña y sesiones',
  password: 'Contraseña',
  passwordState: 'Solo usted la conoce',
  signedIn: 'Sesiones iniciadas',
  places: (count) => (count === 1 ? 'En un lugar' : `En ${count} lugares`),
  look: 'Ver',
  data: 'Sus datos',
  download: 'Descargar mis datos',
  delete: 'Eliminar mi cuenta',
  done: 'Listo',
  backToAccount: 'Volver a su cuenta',
};

export const ACCOUNT_PASSKEY: typeof English.ACCOUNT_PASSKEY = {
  title: 'Su llave de acceso',
  setUpOn: (day) => `Configurada el ${day}.`,
  save: 'Guardar el nombre',
  remove: 'Eliminar esta llave de acceso',
};

export const ACCOUNT_PASSWORD: typeof English.ACCOUNT_PASSWORD = {
  title: 'Cambie su contraseña',
  intro: 'Después habrá que volver a iniciar sesión en todos los demás lugares.',
  current: 'Su contraseña actual',
  submit: 'Cambiar la contraseña',
};

export const ACCOUNT_SIGN_INS: typeof English.ACCOUNT_SIGN_INS = {
  title: 'Dónde tiene la sesión iniciada',
  intro: 'Cierre lo que no reconozca y después cambie su contraseña.',
  nowhere: 'En ningún lugar por ahora.',
  browser: (browser = 'Un navegador', system) => (system === undefined ? browser : `${browser} en ${system}`),
  application: 'Una aplicación',
  here: '(este navegador)',
  used: (last, first) => html`último uso: ${last}; desde: ${first}`,
  goesOn: (until) => html`La sesión está cerrada aquí; la aplicación puede seguir como máximo hasta el ${until}.`,
  end: 'Cerrar',
  endAll: 'Cerrar todas',
};

export const ACCOUNT_DELETE: typeof English.ACCOUNT_DELETE = {
  title: 'Elimine su cuenta',
  intro: (address) =>
    html`Su cuenta ${address} se elimina definitivamente: perfil, contraseña, segundos factores y todas las sesiones. Nadie podrá recuperarla.`,
  whatStays: (application) =>
    `Queda un registro de inicios de sesión y cambios, con un número que no nombra a nadie. Lo que ${application} guarde sobre usted es un asunto entre usted y ${application}.`,
  understood: 'Quiero eliminar mi cuenta',
  notUnderstood: 'Marque la casilla para confirmar que lo desea.',
};
