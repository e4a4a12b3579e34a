// Plain JavaScript that any Node understands: it runs before we know which Node runs us.
const NEEDED = 24;

/** Ends the process with one clear sentence when this Node cannot run TypeScript from source. */
export function assertNodeVersion() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED) return;
  console.error(
    `Surety needs Node ${NEEDED} or newer, and this is Node ${process.versions.node}.\n` +
      'It comes with "npm ci" as an optional package and is used by "npm start" and every other npm script.\n' +
      'If your npm leaves optional packages out, run "npm ci --include=optional", or install a newer Node.',
  );
  process.exit(1);
}
