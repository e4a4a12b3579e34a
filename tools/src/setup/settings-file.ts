import { chmodSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';

export type Settings = Readonly<Record<string, string>>;

const LINE = /^([A-Z][A-Z0-9_]*)=(.*)$/;

/** The settings that a file names; none when it is not there. */
export function readSettingsFile(file: string): Settings {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => LINE.exec(line));
  return Object.fromEntries(lines.flatMap((match) => (match?.[1] ? [[match[1], unquoted(match[2] ?? '')]] : [])));
}

/** Makes sure that the file can be written, and by its owner alone be read, before anything goes into it. */
export function reserveSettingsFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Writes settings into the file: in place where they stand already, behind it where not. Other lines stay as they are. */
export function writeSettingsFile(file: string, settings: Settings): void {
  reserveSettingsFile(file);
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const names = new Set(lines.map((line) => LINE.exec(line)?.[1]));
  const kept = lines.map((line) => {
    const name = LINE.exec(line)?.[1];
    return name !== undefined && name in settings ? `${name}=${quoted(settings[name] ?? '')}` : line;
  });
  while (kept.at(-1) === '') kept.pop();
  const added = Object.entries(settings).filter(([name]) => !names.has(name));
  writeFileSync(file, `${[...kept, ...added.map(([name, value]) => `${name}=${quoted(value)}`)].join('\n')}\n`);
}

/** A secret may hold a `#`, behind which Node, systemd and compose would see a comment: such values are quoted. */
function quoted(value: string): string {
  if (/^[\w.~:/@+=,-]*$/.test(value)) return value;
  return value.includes("'") ? `"${value}"` : `'${value}'`;
}

function unquoted(value: string): string {
  return /^(['"])(.*)\1$/.exec(value)?.[2] ?? value;
}
