import { test as base, expect } from '@playwright/test';
import { signIn, type TestkitFixtures, testkitFixtures } from '@surety/testkit/playwright';

const {
  IDENTITY_ORIGIN = 'http://localhost:3002',
  TEST_DOOR_TOKEN = '',
  APPLICATION = '',
  CHROMIUM_PATH,
} = process.env;
const test = base.extend<TestkitFixtures>(
  testkitFixtures({ origin: IDENTITY_ORIGIN, token: TEST_DOOR_TOKEN, signInUrl: APPLICATION }),
);

if (CHROMIUM_PATH !== undefined)
  test.use({ launchOptions: { executablePath: CHROMIUM_PATH, args: ['--no-sandbox', '--disable-gpu'] } });

test('the application greets who signed in', async ({ signedInPage, person }) => {
  await expect(signedInPage.getByText(`Hello, ${person.attributes.name}`)).toBeVisible();
});

test('somebody signs up with a code by mail', async ({ page, door }) => {
  await page.goto(APPLICATION);
  await page.getByRole('button', { name: 'Sign up now' }).click();
  await page.getByLabel('E-mail address').fill('new@test.example');
  await page.getByRole('button', { name: 'Send verification code' }).click();
  await page.getByLabel('Verification code').fill(await door.newestCode('new@test.example'));
  await page.getByRole('button', { name: 'Verify code' }).click();
  await expect(page.getByLabel('New password', { exact: true })).toBeVisible();
});

test('a second factor is asked for in the step-up user flow, and the fixture proves it', async ({ page, door }) => {
  for (const authenticatorApp of [true, false]) {
    await page.context().clearCookies();
    const person = await door.createPerson({ authenticatorApp });
    await page.goto(`${APPLICATION}?step-up`);
    await signIn(page, person, door);
    await expect(page.getByText('Hello, Test Person')).toBeVisible();
  }
});

test('the application says so when the provider is down', async ({ page, person, door }) => {
  await door.breakEndpoint('token', { fault: 'error', status: 503 }, 1);
  await page.goto(APPLICATION);
  await signIn(page, person, door);
  await expect(page.getByText('Please try again later')).toBeVisible();
});
