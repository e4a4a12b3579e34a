/** Whether bytes are an SVG picture: UTF-8, and its first element is `svg`. */
export function isSvg(content: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return /^\s*(<\?xml[^>]*\?>\s*)?(<!--(?:(?!-->)[\s\S])*-->\s*)*<svg[\s>][\s\S]*<\/svg>\s*$/.test(text);
  } catch {
    return false;
  }
}

/**
 * What an SVG could do besides being a picture. It is only ever shown by `<img>`, where browsers neither run nor fetch
 * anything, and answered with a policy that forbids both; whoever opens its address alone meets that policy. A file that
 * tries is refused all the same: it is not what its owner thinks it is.
 */
const REFUSED: readonly [string, RegExp][] = [
  ['a document type or an entity', /<!(?!--)/],
  ['a processing instruction', /<\?(?!xml\s)/i],
  [
    'script or foreign content',
    /<\s*(?:[^\s<>/:]+:)?(?:script|foreignObject|iframe|object|embed|audio|video|handler|listener)\b/i,
  ],
  ['an animation', /<\s*(?:[^\s<>/:]+:)?(?:animate\w*|set)\b/i],
  ['an event handler', /[\s"'/]on\w+\s*=/i],
  ['a reference to elsewhere', /(?:href|src)\s*=\s*(?!\s*["']#)/i],
  ['a reference to elsewhere', /url\(\s*["']?\s*(?!["'#\s])|@import|image-set\(|\b(?:src|image)\(/i],
  ['an escaped character', /\\|&#/],
];

/** Why an SVG is refused; `undefined` when it is a picture and nothing else. */
export function findSvgFault(text: string): string | undefined {
  const [what] = REFUSED.find(([, pattern]) => pattern.test(text)) ?? [];
  return what === undefined ? undefined : `holds ${what}, which a picture does not need`;
}
