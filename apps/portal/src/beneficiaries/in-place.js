// Buttons that add, remove, move and share change the form where it stands: the page is asked for as without script, and
// put in the place of the old one. If anything is in the way, the form is sent as always.
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!form.matches('form.designation') || !submitter || submitter.value === 'review') return;
  event.preventDefault();
  void edit(form, submitter);
});

async function edit(form, submitter) {
  const rows = form.querySelectorAll('fieldset.beneficiary').length;
  try {
    // Not `form.action`: that is the buttons of this name.
    const response = await fetch(form.getAttribute('action'), {
      method: 'POST',
      body: new URLSearchParams(new FormData(form, submitter)),
      redirect: 'error',
    });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const [before, after] = [document.querySelector('main'), page.querySelector('main')];
    if (!response.ok || !after.querySelector('form.designation')) throw new Error('not the form');
    const height = scrollY;
    before.replaceWith(after);
    document.title = page.title;
    scrollTo({ top: height, behavior: 'instant' });
    focusAfter(after, submitter.value, rows);
  } catch {
    submitAsAlways(form, submitter);
  }
}

// A new row is where one goes on typing; after anything else, the button that was pressed, or its class.
function focusAfter(main, action, rows) {
  const [verb, where] = action.split(':');
  const fieldsets = [...main.querySelectorAll('fieldset.beneficiary')];
  if (verb === 'add' && fieldsets.length > rows) {
    const names = fieldsets.map((each) => each.querySelector('input[type="hidden"]').name);
    const added = fieldsets[names.indexOf(`beneficiaries/${rows}/class`)];
    return added?.querySelector('input:not([type="hidden"]), select')?.focus();
  }
  const button = main.querySelector(`button[value="${CSS.escape(action)}"]`);
  const note = main.querySelector('[role="status"]');
  note?.setAttribute('tabindex', '-1');
  (
    note ??
    (verb === 'remove' || verb === 'move' ? null : button) ??
    main.querySelector(`[data-class="${where}"]`) ??
    main.querySelector('#beneficiaries')
  )?.focus();
}

function submitAsAlways(form, submitter) {
  const action = document.createElement('input');
  Object.assign(action, { type: 'hidden', name: submitter.name, value: submitter.value });
  form.append(action);
  form.submit();
}
