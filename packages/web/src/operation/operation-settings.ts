import { z } from 'zod';
import { listSetting } from '../settings.ts';
import type { SettingWords } from '../settings-reference.ts';
import { inNetworks } from './networks.ts';

const wholeNumber = (says: string, most = 1_000_000) =>
  z
    .string()
    .regex(/^\d{1,7}$/, says)
    .transform(Number)
    .refine((number) => number <= most, says);

/** Settings of how an app is run, the same for every app. */
export const operationSettings = {
  DRAIN_SECONDS: wholeNumber('write a whole number of seconds up to 600', 600).default(0),
  SHUTDOWN_SECONDS: wholeNumber('write a whole number of seconds up to 600', 600).default(25),
  MOST_REQUESTS_AT_ONCE: wholeNumber('write a whole number of requests').default(1_000),
  REQUESTS_PER_ADDRESS: wholeNumber('write a whole number of requests').default(6_000),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('write an address such as http://localhost:4318').optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  UNLIMITED_ADDRESSES: listSetting
    .refine(areNetworks, 'write addresses or networks such as 10.1.0.0/16')
    .default(['127.0.0.0/8', '::1']),
};

function areNetworks(list: readonly string[]): boolean {
  try {
    inNetworks(list);
    return true;
  } catch {
    return false;
  }
}

export const OPERATION_SETTINGS = {
  DRAIN_SECONDS: {
    says: 'how long an app that was told to stop answers on while it says that it is not ready, so that a load balancer looks away first; 5 behind one',
  },
  SHUTDOWN_SECONDS: { says: 'how long requests under way may take to finish then; afterwards they are cut off' },
  MOST_REQUESTS_AT_ONCE: { says: 'more requests than this at once are answered 503 with `Retry-After`; `0`: no limit' },
  REQUESTS_PER_ADDRESS: {
    says: 'how many requests one network address may send in five minutes; more are answered 429 with `Retry-After`. `0`: no limit. An IPv6 network (/64) counts as one address',
  },
  UNLIMITED_ADDRESSES: {
    says: 'addresses or networks that this does not hold for: this machine, and where your own servers stand',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    says: 'collector that takes OpenTelemetry traces over HTTP, `http://localhost:4318`; without it nothing is traced',
  },
  METRICS_HOST: { says: 'address at which the figures of `…_METRICS_PORT` are shown' },
} satisfies Record<keyof typeof operationSettings, SettingWords>;

/** Where an app shows its figures; without a port nowhere. */
export type MetricsConfig = { host: string; port?: number | undefined };

/** How an app is run. Times in seconds. */
export type OperationConfig = {
  drainSeconds: number;
  shutdownSeconds: number;
  /** 0: no limit. */
  mostRequestsAtOnce: number;
  /** From one network address in five minutes; 0: no limit. */
  requestsPerAddress: number;
  unlimitedAddresses: readonly string[];
  /** Collector of traces; without it nothing is traced. */
  traceEndpoint?: string | undefined;
};

type OperationValues = z.output<z.ZodObject<typeof operationSettings>>;

/** The same from the settings that were read. */
export function operationConfig(settings: OperationValues): OperationConfig {
  return {
    drainSeconds: settings.DRAIN_SECONDS,
    shutdownSeconds: settings.SHUTDOWN_SECONDS,
    mostRequestsAtOnce: settings.MOST_REQUESTS_AT_ONCE,
    requestsPerAddress: settings.REQUESTS_PER_ADDRESS,
    unlimitedAddresses: settings.UNLIMITED_ADDRESSES,
    traceEndpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}

/** As the settings are when nothing is set. */
export const DEFAULT_OPERATION: OperationConfig = operationConfig(z.object(operationSettings).parse({}));
