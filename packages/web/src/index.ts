export { type Asset, asset, contentAsset, familyStyle, sendAsset, serveAssets } from './assets.ts';
export { type Clock, systemClock } from './clock.ts';
export { sessionCookieName, sessionCookieOptions } from './cookies.ts';
export { assertCsrfToken, assertSameOrigin, CSRF_FIELD, csrfToken } from './csrf.ts';
export { parseEmailAddress } from './email-address.ts';
export { escapeHtml, Html, type HtmlValue, html, raw } from './html.ts';
export { listen, runUntilSignal } from './listen.ts';
export { closeGracefully, type Door } from './operation/drain.ts';
export { type DependencyChecks, registerHealth } from './operation/health.ts';
export { limitSubject, TOO_MANY_REQUESTS } from './operation/limit-requests.ts';
export { switchLevelOnSignal } from './operation/log-level.ts';
export { type CounterDefinitions, type Metrics, NO_METRICS } from './operation/metrics.ts';
export { inNetworks, networkOf } from './operation/networks.ts';
export { openMetrics } from './operation/open-metrics.ts';
export { openTracing } from './operation/open-tracing.ts';
export {
  DEFAULT_OPERATION,
  type MetricsConfig,
  OPERATION_SETTINGS,
  type OperationConfig,
  operationConfig,
  operationSettings,
} from './operation/operation-settings.ts';
export { OVERLOADED } from './operation/overload.ts';
export {
  createRateLimiter,
  type Limit,
  type RateLimiter,
  type RequestCount,
  type SharedCounts,
} from './operation/rate-limiter.ts';
export type { Tracing } from './operation/tracing.ts';
export { PROBLEM_MEDIA_TYPE, type ProblemDetails, problemDetails } from './problem-details.ts';
export { type Random, systemRandom } from './random.ts';
export { Refusal, type RefusalOptions } from './refusal.ts';
export { createLogger, type Logger } from './request-log.ts';
export { createSealedBox, type SealedBox } from './sealed-box.ts';
export { secretFromDataFolder } from './secrets.ts';
export { type PagePermissions, permit } from './security-headers.ts';
export {
  listSetting,
  namingSetting,
  originSetting,
  poolSetting,
  portSetting,
  readSettings,
  SettingsError,
  switchSetting,
  withOwnOrigin,
} from './settings.ts';
export {
  COMMON_SETTINGS,
  type SettingRow,
  type SettingsReference,
  type SettingWords,
  settingRows,
} from './settings-reference.ts';
export { withTimeouts } from './smtp-patience.ts';
export { type DocumentProps, document } from './views/document.ts';
export {
  type Choice,
  checkboxField,
  csrfField,
  errorFor,
  errorSummary,
  type FieldError,
  type FieldProps,
  selectField,
  textField,
} from './views/form.ts';
export { asRefusal, createWebServer, type UnreadableRequest, type WebServerOptions } from './web-server.ts';
