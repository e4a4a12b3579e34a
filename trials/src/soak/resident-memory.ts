import { readFileSync } from 'node:fs';

const BYTES_OF_A_KILOBYTE = 1024;

/** Memory that a process really occupies, in megabytes, as Linux tells it. */
export function residentMegabytes(processId: number): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return (kilobytes * BYTES_OF_A_KILOBYTE) / 1e6;
}
