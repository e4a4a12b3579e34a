// Keeps each class's total as the shares are typed. Everything works without.
document.addEventListener('input', ({ target }) => {
  const card = target.closest('[data-class]');
  const total = card?.querySelector('.total');
  const output = total?.querySelector('output');
  if (!output) return;
  const shares = [...card.querySelectorAll('input[name$="/allocation"]')].map(({ value }) => basisPoints(value));
  const sum = shares.reduce((all, share) => all + share, 0);
  output.value = String(sum / 100);
  total.classList.toggle('off', sum !== 10_000);
});

function basisPoints(text) {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : 0;
}
