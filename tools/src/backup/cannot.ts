/** Something that the person at the terminal can put right. */
export class Cannot extends Error {
  override readonly name = 'Cannot';
}
