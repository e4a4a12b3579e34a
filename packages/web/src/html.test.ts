import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, raw } from './html.ts';

test('escapes what a person typed, in text and in attributes', () => {
  const typed = `"><script>alert('x')</script>&`;
  assert.equal(
    String(html`<p title="${typed}">${typed}</p>`),
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</p>',
  );
});

test('nests templates and lists without escaping twice', () => {
  const names = ['A & B', 'C'];
  assert.equal(
    String(html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`),
    '<ul><li>A &amp; B</li><li>C</li></ul>',
  );
});

test('prints nothing for null, undefined and false, and prints zero', () => {
  assert.equal(String(html`[${null}${undefined}${false}${0}]`), '[0]');
});

test('lets raw markup through unchanged', () => {
  assert.equal(String(html`${raw('<svg/>')}`), '<svg/>');
});
