import { type CompiledQuery, type RawBuilder, sql } from 'kysely';

/**
 * A query that is built and compiled once, when its repository is made, and only filled when it runs: building one
 * costs several times as much as answering it from an index.
 * @param names of the values that are filled in; `build` gets a hole for each
 */
export function compiledQuery<Row, Name extends string>(
  names: readonly Name[],
  build: (holes: Record<Name, RawBuilder<string>>) => CompiledQuery<Row>,
): (values: Record<Name, string>) => CompiledQuery<Row> {
  const holes = Object.fromEntries(names.map((name) => [name, sql<string>`${new Hole(name)}`]));
  const query = build(holes as Record<Name, RawBuilder<string>>);
  return (values) => ({
    ...query,
    parameters: query.parameters.map((parameter) =>
      parameter instanceof Hole ? values[parameter.name as Name] : parameter,
    ),
  });
}

class Hole {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}
