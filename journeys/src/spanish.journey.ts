import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draftChild } from './stage/beneficiaries.ts';
import { readCode, readMail } from './stage/inbox.ts';
import { setStage } from './stage/set-stage.ts';

const LUCIA = { email: 'lucia@demo.example', password: 'Tranquila-Pradera-41' };

/** The portal is in English; who reads Spanish finds identity's pages, mail and the step-up in Spanish. */
describe('identity in Spanish', () => {
  const stage = setStage();

  test('someone new signs up with a Spanish browser and confirms a change with a code by mail', async () => {
    const visitor = await stage.visitor({ width: 360, locale: 'es-MX' });
    await visitor.visit(stage.surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.sees('le solicita:');
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'es');
    await visitor.press('Regístrese ahora');
    await visitor.press('Enviar código de verificación');
    await visitor.sees('Introduzca una dirección de correo electrónico válida.');
    await visitor.fill('Dirección de correo electrónico', LUCIA.email);
    await visitor.press('Enviar código de verificación');
    await visitor.fill('Código de verificación', await readCode(visitor, stage.surety, LUCIA.email));
    await visitor.press('Verificar el código');
    await visitor.fill('Contraseña nueva', LUCIA.password);
    await visitor.fill('Confirme la contraseña nueva', LUCIA.password);
    await visitor.fill('Nombre', 'Lucía');
    await visitor.fill('Apellidos', 'Demo');
    await visitor.choose('País o región (opcional)', 'España');
    await visitor.press('Crear la cuenta');
    await visitor.sees('Your policies');
    await draftChild(visitor, /life/, 'Eva Demo');
    await visitor.press('Confirm this change');
    await visitor.sees('Usted confirma:');
    await visitor.press(/Un código por correo electrónico/);
    const mail = await readMail(visitor, stage.surety, LUCIA.email, /^\d{6} es su código de verificación$/);
    assert.match(mail, /confirmar su identidad en Surety/);
    await visitor.fill('Código de verificación', await readCode(visitor, stage.surety, LUCIA.email));
    await visitor.press('Verificar el código');
    await visitor.sees('Your beneficiaries are changed');
  });

  test('the button that changes the language is reached by the keyboard, and keeps what was typed', async () => {
    const visitor = await stage.visitor();
    await visitor.visit(stage.surety.portal);
    await visitor.press('Sign in or create an account');
    await visitor.fill('E-mail address', LUCIA.email);
    const { page } = visitor;
    const button = page.getByRole('button', { name: 'Español' });
    for (let presses = 0; presses < 20 && !(await button.evaluate((one) => one.matches(':focus'))); presses += 1)
      await page.keyboard.press('Tab');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await visitor.sees('Use su dirección de correo electrónico y su contraseña.');
    assert.equal(await page.getByLabel('Dirección de correo electrónico').inputValue(), LUCIA.email);
    await visitor.fill('Contraseña', LUCIA.password);
    await visitor.press('Iniciar sesión');
    await visitor.sees('Your policies');
  });
});
