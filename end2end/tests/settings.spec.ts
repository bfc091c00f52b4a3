import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { agents, authorize, expect, pressSignIn, signInOn, test } from '../support/fixtures.ts';

// Right after a sign-in, so that no reauthentication is asked for; see reauthentication.spec.ts.
test.use({ nobodyYet: true });

const grant = { method: 'DELETE', path: '/api/v3/applications/gatehouse-emulator/grant' } as const;

test('disconnecting GitHub withdraws the access there and signs out every device', async ({
  page, context, stack, signIn, device, github, watch,
}) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  expect(await github.liveTokens()).toBe(2);
  await open(page);
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub is disconnected' })).toBeVisible();
  expect(await github.liveTokens(), 'GitHub has said yes').toBe(0);
  expect(await context.cookies(stack.url)).toEqual([]);
  await phone.goto('/repositories');
  await expect(phone).toHaveURL('/sign-in?return_to=%2Frepositories');
  await expect(phone.getByRole('heading', { level: 1, name: 'GitHub is disconnected' })).toBeVisible();

  await pressSignIn(page);
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/profile');
});

test('GitHub does not confirm it: nothing has changed', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await github.fault({ ...grant, kind: 'html', status: 502 });
  await open(page);
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await expect(page).toHaveURL('/settings');
  await expect(page.getByRole('alert')).toContainText("GitHub didn't confirm it.");
  await expect(page.getByRole('alert')).toContainText("you're still signed in and connected");
  expect(await github.liveTokens()).toBe(2);
  for (const stays of [phone, page]) {
    await stays.goto('/repositories');
    await expect(stays.getByRole('heading', { name: 'tidepool' })).toBeVisible();
  }

  await github.recover();
  await open(page);
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub is disconnected' })).toBeVisible();
});

test('what was withdrawn at GitHub before needs no disconnecting', async ({ page, signIn, github, watch }) => {
  watch.allowEnding();
  await signIn();
  await open(page);
  await github.revoke('octocat');
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await expect(page).toHaveURL('/sign-in?return_to=%2Fsettings');
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub has ended this sign-in' })).toBeVisible();
});

test('the download holds everything that is known, and no secret', async ({ page, context, stack, signIn, device, github }) => {
  await signInOn(await device(agents.phone), github);
  await signIn();
  await open(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('gatehouse-export.json');
  const text = await readFile(await download.path(), 'utf8');
  const data = JSON.parse(text) as { viewer: { login: string }; devices: { browser: string }[]; events: unknown[]; token_sets: unknown[] };
  expect(data.viewer.login).toBe('octocat');
  expect(data.devices.map(device => device.browser)).toEqual(['Chrome on Windows', 'Safari on iPhone']);
  expect(data.token_sets).toHaveLength(2);
  expect(data.events, 'two sign-ins').toHaveLength(2);

  const secrets = await github.secrets();
  expect(secrets.length).toBeGreaterThan(4);
  for (const secret of secrets) expect(text).not.toContain(secret);
  for (const cookie of await context.cookies(stack.url)) expect(text).not.toContain(cookie.value);
  await expect(page, 'the page stays').toHaveURL('/settings');
  await page.goto('/devices');
  await expect(page.getByRole('region', { name: 'Security log' })).toContainText('You downloaded your data.');
});

test('deleted data is gone, and every session with it', async ({ page, context, stack, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await open(page);
  await page.getByRole('button', { name: 'Delete my data' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('status')).toContainText('Your data has been deleted.');
  expect(await context.cookies(stack.url)).toEqual([]);
  await phone.goto('/profile');
  await expect(phone).toHaveURL('/sign-in');
  await expect(phone.getByText('This session was ended, here or on another device.')).toBeVisible();
  await expect.poll(() => github.liveTokens(), { message: 'the queue still does its work' }).toBe(0);

  await signIn();
  await page.goto('/devices');
  const events = page.getByRole('region', { name: 'Security log' }).locator('.event');
  await expect(events, 'nothing is known of before').toHaveText([/^You signed in\./]);
});

async function open(page: Page): Promise<void> {
  await page.goto('/settings');
  await expect(page.getByRole('main')).toContainText('each of these happens right away');
}
