export { createTestDoor, type TestDoor, type TestDoorOptions } from './test-door.ts';
export type { EndpointFault, EndpointName, Forgery, Message, NewPerson, Person, TokenFault } from './words.ts';
