import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactChangeNotice, contactRestoredNotice } from './contact-notice.ts';
import { letterInHtml } from './letter-in-html.ts';

const LINK = 'https://portal.example/contact-reversals/abc?x=1&y=2';

test('a letter in HTML says what its text says, with the link as a link and the steps as a list', () => {
  const letter = contactChangeNotice({ changed: ['email'], at: new Date('2026-11-23T10:00:00Z'), reversalLink: LINK });
  const page = letterInHtml(letter);
  assert.match(page, /<a href="https:\/\/portal\.example\/contact-reversals\/abc\?x=1&amp;y=2"/);
  assert.match(page, /<h1[^>]*>Your contact data were changed<\/h1>/);
  assert.equal(letterInHtml(contactRestoredNotice()).match(/<li>/g)?.length, 2);
});

test('what a letter says is escaped, and nothing is fetched from anywhere', () => {
  const page = letterInHtml({ subject: '<b>&"', body: 'Hello <img src=x onerror=alert(1)>,\n\njavascript:alert(1)\n' });
  assert.doesNotMatch(page, /<img|<b>|href="javascript|<script|<link|src="/);
  assert.match(page, /&lt;img src=x/);
});

test('a letter has a language, a title, and leaves light or dark to its reader', () => {
  const page = letterInHtml({ subject: 'S', body: 'B' });
  assert.match(page, /<html lang="en">/);
  assert.match(page, /<title>S<\/title>/);
  assert.match(page, /name="color-scheme" content="light dark"/);
  assert.doesNotMatch(page, /(?<!-)color:|background/);
});
