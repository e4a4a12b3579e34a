import { type CompiledQuery, type RawBuilder, sql } from 'kysely';

/** What kind of value is filled in. */
type Kinds = Record<string, 'text' | 'number'>;
type ValueOf<Kind> = Kind extends 'number' ? number : string;

/**
 * A query that is built and compiled once, when its repository is made, and only filled when it runs: building one
 * costs several times as much as answering it from an index.
 * @param kinds of the values that are filled in; `build` gets a hole for each
 */
export function compiledQuery<Row, const Holes extends Kinds>(
  kinds: Holes,
  build: (holes: { [Name in keyof Holes]: RawBuilder<ValueOf<Holes[Name]>> }) => CompiledQuery<Row>,
): (values: { [Name in keyof Holes]: ValueOf<Holes[Name]> }) => CompiledQuery<Row> {
  const holes = Object.fromEntries(Object.keys(kinds).map((name) => [name, sql`${new Hole(name)}`]));
  const query = build(holes as { [Name in keyof Holes]: RawBuilder<ValueOf<Holes[Name]>> });
  return (values) => ({
    ...query,
    parameters: query.parameters.map((parameter) => (parameter instanceof Hole ? values[parameter.name] : parameter)),
  });
}

class Hole {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}
