const BETWEEN_LOOKS_MILLISECONDS = 2000;

const status = document.getElementById('inbox-status');

async function look() {
  const held = document.getElementById('messages');
  // Nothing moves under somebody's hands: not while the list has the keyboard, nor behind another window.
  if (document.hidden || held.contains(document.activeElement)) return;
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.getElementById('messages');
  if (!fresh || fresh.dataset.newest === held.dataset.newest || held.contains(document.activeElement)) return;
  const more = fresh.querySelectorAll('.mail').length - held.querySelectorAll('.mail').length;
  held.replaceWith(fresh);
  document.title = page.title;
  document.getElementById('inbox-all').replaceChildren(...page.getElementById('inbox-all').childNodes);
  if (more > 0) status.textContent = more === 1 ? 'One new message.' : `${more} new messages.`;
  document.dispatchEvent(new Event('messages-shown'));
}

setInterval(() => look().catch(() => {}), BETWEEN_LOOKS_MILLISECONDS);
