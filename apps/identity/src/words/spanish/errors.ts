import type { ERRORS as ENGLISH } from '../english/errors.ts';

export const ERRORS: typeof ENGLISH = {
  title: 'No hemos podido continuar',
  ourFaultTitle: 'Algo ha fallado en nuestro sistema',
  code: 'Código',
  message: 'Mensaje para desarrolladores',
  correlationId: 'Identificador de correlación',
  timestamp: 'Fecha y hora',
  kinds: {
    throttled: [
      'En este momento hay demasiadas solicitudes.',
      'Desde donde usted está han llegado muchas solicitudes. Espere unos minutos, vuelva atrás e inténtelo de nuevo.',
    ],
    busy: [
      'El servicio no está disponible temporalmente.',
      'Es cosa nuestra y se pasa por sí solo. Vuelva atrás e inténtelo dentro de unos segundos.',
    ],
    lost: [
      'Lo que empezó aquí ya no es válido: ha tardado demasiado, ya había terminado o se empezó en otro navegador.',
      'Vuelva a la aplicación y empiece de nuevo desde allí.',
    ],
    stillSignedIn: [
      'No se ha podido cerrar la sesión.',
      'Su sesión sigue iniciada. Vuelva a la aplicación y ciérrela allí.',
    ],
    signedOut: [
      'Ha cerrado la sesión.',
      'La aplicación quería llevarle a una dirección que no ha registrado; comunique a sus responsables el código de abajo.',
    ],
    formNotOurs: [
      'No se ha podido aceptar este formulario.',
      'Vuelva atrás, recargue la página y envíe de nuevo el formulario.',
    ],
    nowhere: [
      'Aquí no existe esa página.',
      'Compruebe la dirección, o vuelva a la aplicación y empiece de nuevo desde allí.',
    ],
    application: [
      'La aplicación ha solicitado algo que no es posible.',
      'Comunique a sus responsables el código de abajo.',
    ],
    ours: ['Se ha producido un error en el servidor.', 'Inténtelo de nuevo dentro de un rato.'],
    other: ['No se ha podido atender esta solicitud.', 'Vuelva atrás e inténtelo de nuevo.'],
  },
};
