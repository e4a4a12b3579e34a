const INVISIBLE = /<(script|style|template|svg|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g;
const INLINE = /<\/?(a|abbr|b|code|em|i|kbd|output|small|span|strong|time|bdi)\b[^>]*>/g;

/** What a page says, with one space where it has several or a tag that separates. */
export function textOf(page: string): string {
  const text = page
    .replace(INVISIBLE, ' ')
    .replace(INLINE, '')
    .replace(/<[^>]*>/g, ' ');
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

/** Whether a text holds these words, whatever their case, or what this expression finds. */
export function holds(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.toLowerCase().includes(words.toLowerCase()) : words.test(text);
}

/** The value of an attribute in a tag; `undefined` when it has none. */
export function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`).exec(tag);
  return found === null ? undefined : decodeEntities(found[1] ?? '');
}

/** HTML's five entities. */
export function decodeEntities(text: string): string {
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
