import { SettingsError } from '@surety/web';
import { isLoopback } from '../doors/loopback.ts';

type DoorSettings = {
  TEST_DOOR: boolean;
  IDENTITY_ORIGIN: string;
  IDENTITY_HOST: string;
  TRUSTED_PROXIES: readonly string[];
};

/**
 * The test door hands out codes and forges tokens: it opens only where nobody but this machine can come.
 * @throws SettingsError naming the setting that would let others come
 */
export function mayOpenTestDoor(settings: DoorSettings): boolean {
  if (!settings.TEST_DOOR) return false;
  const { IDENTITY_ORIGIN, IDENTITY_HOST, TRUSTED_PROXIES } = settings;
  const obstacles = [
    ...(isLoopback(IDENTITY_ORIGIN) ? [] : [`IDENTITY_ORIGIN is ${IDENTITY_ORIGIN}`]),
    ...(['localhost', '127.0.0.1', '::1'].includes(IDENTITY_HOST) ? [] : [`IDENTITY_HOST is ${IDENTITY_HOST}`]),
    ...(TRUSTED_PROXIES.length === 0 ? [] : ['TRUSTED_PROXIES is set']),
  ];
  if (obstacles.length === 0) return true;
  throw new SettingsError(
    `The setting TEST_DOOR opens only where this machine alone can come, and ${obstacles.join(', and ')}.`,
  );
}
