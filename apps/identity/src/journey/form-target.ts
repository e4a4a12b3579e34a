/** What a page's `form-action` must name for a form that leads to this redirect URI; an app's own scheme has no origin. */
export function formTarget(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === 'null' ? protocol : origin;
}
