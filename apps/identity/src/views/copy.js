function addButtons() {
  for (const source of document.querySelectorAll('[data-copy]:not([data-has-copy])')) addButton(source);
}

function addButton(source) {
  const button = document.createElement('button');
  const label = source.dataset.copy;
  button.type = 'button';
  button.className = 'button quiet copy';
  button.textContent = label;
  button.addEventListener('click', async () => {
    button.textContent = await copy(source);
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
  source.dataset.hasCopy = '';
  source.after(button);
}

async function copy(source) {
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    return 'Copied';
  } catch {
    // Without the right to the clipboard the text is selected, ready for the keyboard.
    getSelection().selectAllChildren(source);
    return 'Selected: press Ctrl+C';
  }
}

addButtons();
document.addEventListener('messages-shown', addButtons);
