import { attributeOf, decodeEntities, holds, textOf } from './page-text.ts';

/** A form of a page, and what it would send untouched. */
export type PageForm = { action: string; method: string; values: Map<string, string> };

/** What can be pressed: a link, or a button with the form that it sends. */
export type Target = { href: string } | { form: PageForm; name: string | undefined; value: string };

type Found = { at: number; tag: string; inside: string };

/** Every element of this kind, in the page's order. */
function elements(page: string, kind: string): Found[] {
  return [...page.matchAll(new RegExp(`(<(?:${kind})\\b[^>]*>)([\\s\\S]*?)</(?:${kind})>`, 'g'))].map(
    ({ index, 1: tag = '', 2: inside = '' }) => ({ at: index, tag, inside }),
  );
}

/** The first button or link with this name; what only machines see is passed over. */
export function targetOf(page: string, name: string | RegExp): Target | undefined {
  const found = elements(page, 'button|a').find(
    ({ tag, inside }) => attributeOf(tag, 'aria-hidden') === undefined && holds(textOf(inside), name),
  );
  if (found === undefined) return undefined;
  if (found.tag.startsWith('<a')) return { href: attributeOf(found.tag, 'href') ?? '' };
  const form = formAround(page, found);
  return form && { form, name: attributeOf(found.tag, 'name'), value: attributeOf(found.tag, 'value') ?? '' };
}

/** The name of the form field with this label; where several have the label, of the one with this number. */
export function fieldNamed(page: string, label: string, number: number): string | undefined {
  const labels = elements(page, 'label').filter(({ inside }) => textOf(inside) === label);
  const found = labels[number];
  if (found === undefined) return undefined;
  const field = attributeOf(found.tag, 'for');
  if (field === undefined) return attributeOf(/<(input|select|textarea)\b[^>]*>/.exec(found.inside)?.[0] ?? '', 'name');
  const tag = [...page.matchAll(/<(input|select|textarea)\b[^>]*>/g)].find(
    ([each]) => attributeOf(each, 'id') === field,
  );
  return attributeOf(tag?.[0] ?? '', 'name');
}

/** The value of the option that is shown so, in the list with this name. */
export function optionOf(page: string, name: string, option: string): string | undefined {
  const list = elements(page, 'select').find(({ tag }) => attributeOf(tag, 'name') === name);
  const found = elements(list?.inside ?? '', 'option').find(({ inside }) => textOf(inside) === option);
  return found && attributeOf(found.tag, 'value');
}

function formAround(page: string, { at, tag }: Found): PageForm | undefined {
  const id = attributeOf(tag, 'form');
  const form = elements(page, 'form').find((each) =>
    id === undefined
      ? each.at < at && at < each.at + each.tag.length + each.inside.length
      : attributeOf(each.tag, 'id') === id,
  );
  if (form === undefined) return undefined;
  return {
    action: attributeOf(tag, 'formaction') ?? attributeOf(form.tag, 'action') ?? '',
    method: (attributeOf(form.tag, 'method') ?? 'get').toLowerCase(),
    values: valuesOf(form.inside),
  };
}

// A browser sends the boxes that are ticked, and of a list what is chosen or its first option.
function valuesOf(inside: string): Map<string, string> {
  const inputs = [...inside.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/type="(checkbox|radio)"/.test(tag) || attributeOf(tag, 'checked') !== undefined)
    .map((tag) => [attributeOf(tag, 'name') ?? '', attributeOf(tag, 'value') ?? ''] as const);
  const texts = elements(inside, 'textarea').map(
    (each) => [attributeOf(each.tag, 'name') ?? '', decodeEntities(each.inside)] as const,
  );
  const lists = elements(inside, 'select').map(({ tag, inside: options }) => {
    const all = elements(options, 'option');
    const chosen = all.find((each) => attributeOf(each.tag, 'selected') !== undefined) ?? all[0];
    return [attributeOf(tag, 'name') ?? '', attributeOf(chosen?.tag ?? '', 'value') ?? ''] as const;
  });
  return new Map([...inputs, ...texts, ...lists].filter(([name]) => name !== ''));
}
