import { expect, test } from '../support/fixtures.ts';

test('the year of the calendar is chosen by a link', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/profile');
  await expect(page.getByRole('heading', { name: 'Pinned' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Languages' })).toBeVisible();
  await page.getByRole('link', { name: '2025', exact: true }).click();
  await expect(page).toHaveURL(/year=2025/);
  await expect(page.getByRole('link', { name: '2025', exact: true })).toHaveAttribute('aria-current', /.+/);
});

test('recent activity is grouped by day, and an unknown kind keeps GitHub\'s own name', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/activity');
  await expect(page.getByRole('heading', { name: /^(Today|Yesterday)$/ }).first()).toBeVisible();
  await expect(page.getByText('TeleportEvent')).toBeVisible();
  await page.getByRole('link', { name: 'Next', exact: true }).click();
  await expect(page).toHaveURL(/stars=2/);
});

test('a thief\'s attempts are made by the server and refused', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/devices');
  const devices = await page.locator('.device').count();
  await page.goto('/inside');
  for (const [attempt, tried, status] of [['forged', 'forged form', '403'], ['replayed', 'copied cookie', '303']] as const) {
    await page.locator(`form:has(input[value="${attempt}"])`).getByRole('button').click();
    await expect(page.locator('.notice')).toContainText(tried);
    await expect(page.locator('.notice')).toContainText(status);
  }
  await page.goto('/devices');
  await expect(page.locator('.device')).toHaveCount(devices);
});

test('another language is one button away, and stays', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.getByRole('button', { name: '日本語' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja');
  await page.goto('/devices');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('デバイス');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your devices');
});

test('the theme is kept', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/settings');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
});

test('the selection is downloaded', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories?language=Rust');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  expect((await coming).suggestedFilename()).toBe('repositories.csv');
});
