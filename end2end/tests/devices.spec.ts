import type { Page } from '@playwright/test';
import { agents, authorize, expect, pressSignIn, signInOn, test } from '../support/fixtures.ts';

// Right after a sign-in no reauthentication is asked for: what a button says happens at once. For later, see reauthentication.spec.ts.
test.use({ nobodyYet: true, userAgent: agents.linux });

test('every device is listed in words, and which of them is this one', async ({ page, signIn, device, github }) => {
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();

  await page.getByRole('link', { name: 'Devices' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(devices(page)).toHaveCount(2);
  await expect(here(page)).toHaveText(/^Chrome on Linux/);
  await expect(devices(page).first()).toContainText(/From 10\.0\.\d+\.0\/24/);
  await expect(named(page, 'Safari on iPhone')).toContainText('Signed in just now');
  await expect(named(page, 'Safari on iPhone')).toContainText(/Signed out in (29|30) days.*at the latest/);

  await phone.goto('/devices');
  await expect(devices(phone)).toHaveCount(2);
  await expect(here(phone)).toHaveText(/^Safari on iPhone/);
});

test('a device that is ended is out at its next click, is told why, and goes on after a sign-in', async ({
  page, signIn, device, github, watch,
}) => {
  watch.allowEnding();
  await signIn();
  const phone = await device(agents.phone);
  await keepsQuiet(phone);
  await signInOn(phone, github);
  await expect(phone).toHaveURL('/profile');

  await page.goto('/devices');
  await expect(page.getByRole('main')).toContainText("You confirmed your identity recently, so you can sign devices out right away.");
  await named(page, 'Safari on iPhone').getByRole('button', { name: /^End this device.*Safari on iPhone$/ }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.getByRole('status')).toContainText('That device is signed out.');
  await expect(devices(page)).toHaveCount(1);

  await phone.getByRole('link', { name: 'Repositories' }).click();
  await expect(phone).toHaveURL('/sign-in?return_to=%2Frepositories');
  await expect(phone.getByRole('heading', { level: 1, name: "You're signed out" })).toBeVisible();
  await expect(phone.getByText('This session was ended, here or on another device.')).toBeVisible();
  await pressSignIn(phone);
  await authorize(phone, github, 'octocat');
  await expect(phone).toHaveURL('/repositories');

  await page.reload();
  await expect(devices(page), 'a new session is a new device').toHaveCount(2);
});

test('all other devices end together, and this one stays', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const others = [await device(agents.phone), await device(agents.firefox)];
  for (const other of others) {
    await keepsQuiet(other);
    await signInOn(other, github);
  }
  await signIn();
  await page.goto('/devices');
  await expect(devices(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.getByRole('status')).toContainText('Every other device is signed out.');
  await expect(devices(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'End all others' }), 'there are none left').toHaveCount(0);

  for (const other of others) {
    await other.getByRole('link', { name: 'Devices' }).click();
    await expect(other).toHaveURL('/sign-in?return_to=%2Fdevices');
    await expect(other.getByText('This session was ended, here or on another device.')).toBeVisible();
  }
});

test('signing out everywhere takes this device along, and the back button shows nothing', async ({
  page, context, stack, signIn, device, github, watch,
}) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await keepsQuiet(phone);
  await signInOn(phone, github);
  await signIn();
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await page.goto('/devices');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('status')).toContainText("You're signed out everywhere.");
  expect(await context.cookies(stack.url)).toEqual([]);

  for (const gone of ['Chrome on Linux', 'monalisa octocat']) {
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: /^(Sign in|You're signed out)$/ })).toBeVisible();
    await expect(page.getByText(gone)).toHaveCount(0);
  }
  await phone.getByRole('link', { name: 'Repositories' }).click();
  await expect(phone).toHaveURL('/sign-in?return_to=%2Frepositories');
  await expect(phone.getByText('This session was ended, here or on another device.')).toBeVisible();
  await expect.poll(() => github.liveTokens(), { message: 'no token is left at GitHub' }).toBe(0);
});

test('this device leaves by its own row, without a question', async ({ page, signIn, device, github }) => {
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await page.goto('/devices');
  await named(page, 'Chrome on Linux').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  await phone.goto('/devices');
  await expect(devices(phone)).toHaveCount(1);
});

test('a device that has left by itself was ended already', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await page.goto('/devices');
  await phone.goto('/devices');
  await here(phone).getByRole('button', { name: 'Sign out' }).click();
  await expect(phone).toHaveURL('/');

  await named(page, 'Safari on iPhone').getByRole('button', { name: 'End this device' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.getByRole('status')).toContainText('It was already signed out.');
  await expect(devices(page)).toHaveCount(1);
});

test('what happened is told below the list', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await page.goto('/devices');
  await expect(events(page)).toHaveCount(2);
  for (const browser of ['Chrome on Linux', 'Safari on iPhone']) {
    await expect(events(page).filter({ hasText: `You signed in.${browser}` })).toHaveCount(1);
  }

  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page).toHaveURL('/devices');
  const ended = 'This session ended: you ended it, here or on another device.Safari on iPhone';
  await expect(events(page).filter({ hasText: ended })).toHaveCount(1);

  // GitHub is asked in the background, and a later look below the fold tells of it.
  const text = async () => {
    await page.goto('/devices?other=1');
    return page.getByRole('main').innerText();
  };
  await expect.poll(text).toContain('GitHub confirmed that tokens no longer used here are revoked.');
  expect(await github.liveTokens(), 'those of this device').toBe(1);
});

function devices(page: Page) {
  return page.getByRole('region', { name: 'Signed in' }).locator('.device');
}

function named(page: Page, name: string) {
  return devices(page).filter({ hasText: name });
}

function here(page: Page) {
  return devices(page).filter({ has: page.getByText('This device', { exact: true }) });
}

function events(page: Page) {
  return page.getByRole('region', { name: 'Security log' }).locator('.event');
}

/** Stops its open page from polling the session: here its next click has to find out. */
async function keepsQuiet(page: Page): Promise<void> {
  await page.route(url => url.pathname === '/auth/status', route => route.fulfill({ status: 204 }));
}
