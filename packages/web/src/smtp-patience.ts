const TIMEOUT_MS = 10_000;

/** An SMTP address (as nodemailer reads it) whose patience is bounded to ten seconds of silence, unless it says otherwise itself. */
export function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS));
  }
  return url.href;
}
