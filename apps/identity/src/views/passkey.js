// Asks the device for a passkey when the form's main button is pressed, and sends its answer with the form.
const field = document.querySelector('input[data-passkey]');
const problem = document.querySelector('[data-passkey-problem]');

async function ask() {
  const options = JSON.parse(field.dataset.options);
  if (field.dataset.passkey === 'create') {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

field.form.addEventListener('submit', async (event) => {
  const button = event.submitter;
  if (button?.value !== 'continue' || field.value !== '') return;
  event.preventDefault();
  problem.hidden = true;
  try {
    field.value = JSON.stringify(await ask());
    field.form.requestSubmit(button);
  } catch {
    // The person closed the device's window, or the browser knows no passkeys.
    problem.hidden = false;
  }
});
