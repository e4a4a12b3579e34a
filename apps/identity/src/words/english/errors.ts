/** The page of an error that cannot be told to the application: what happened, and what to do next. */
export const ERRORS = {
  title: 'We could not continue',
  ourFaultTitle: 'Something went wrong on our side',
  code: 'Code',
  /** B2C's own sentence, in English, for whoever made the application. */
  message: 'Message for developers',
  correlationId: 'Correlation ID',
  timestamp: 'Timestamp',
  kinds: {
    throttled: [
      'There are too many requests at this moment.',
      'Many requests came from where you are. Wait a few minutes, then go back and try again.',
    ],
    busy: [
      'The service is temporarily unavailable.',
      'This is on our side and passes by itself. Go back and try again in a few seconds.',
    ],
    lost: [
      'What you began here is over: it took too long, it ended already, or it began in another browser.',
      'Go back to the application and start again from there.',
    ],
    stillSignedIn: [
      'You could not be signed out.',
      'You are still signed in. Go back to the application and sign out there.',
    ],
    signedOut: [
      'You are signed out.',
      'The application wanted to lead you to an address that it did not register; tell its makers the code below.',
    ],
    formNotOurs: ['This form could not be accepted.', 'Go back, reload the page and send the form again.'],
    nowhere: [
      'There is no such page here.',
      'Check the address, or go back to the application and start again from there.',
    ],
    application: ['The application asked for something that cannot be done.', 'Tell its makers the code below.'],
    ours: ['An error has occurred on the server.', 'Please try again in a while.'],
    other: ['This request could not be answered.', 'Go back and try again.'],
  } satisfies Record<string, [what: string, advice: string]>,
};
