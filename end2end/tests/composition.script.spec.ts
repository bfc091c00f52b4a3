import { devices, type CDPSession, type Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

// Somebody writes with an input method: until they have chosen, what stands in the field is no word.

test('half-composed text is not searched, and the Enter that ends it submits nothing', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.clock.install();
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  const rows = page.locator('#repositories > li:visible');
  const all = await rows.count();
  const asked = searches(page);
  const ime = await page.context().newCDPSession(page);

  await page.getByLabel('Search').focus();
  for (const text of ['ｔ', 'ち', 'ちで']) {
    await compose(ime, text);
    // Longer than any pause in typing that the page waits for.
    await page.clock.runFor(2000);
  }
  await expect(page.getByLabel('Search')).toHaveValue('ちで');
  await expect(rows).toHaveCount(all);
  await expect(page.locator('#seen')).toHaveText('');

  await pressEnterInside(ime);
  await page.clock.runFor(2000);
  await expect(page).toHaveURL('/repositories');
  expect(asked, 'nobody was asked for what is no word yet').toEqual([]);

  // The choice.
  await ime.send('Input.insertText', { text: 'tide' });
  await expect(page.getByLabel('Search')).toHaveValue('tide');
  await expect.poll(() => rows.count(), { message: 'the island filters' }).toBeLessThan(all);
  await page.clock.runFor(1000);
  await expect(page.locator('.summary q'), 'the server is asked').toHaveText('tide');
  expect(asked).toEqual(['tide']);

  await page.getByLabel('Search').press('Enter');
  await expect(page, 'an Enter of its own submits').toHaveURL(/\?q=tide&sort=/);
  await expect(rows.getByRole('heading', { name: 'tidepool' })).toBeVisible();
});

test('what was typed before the composition waits for its end, too', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.clock.install();
  await page.goto('/repositories');
  await expect(page.locator('[data-hydrated]')).toBeVisible();
  const asked = searches(page);
  const ime = await page.context().newCDPSession(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.getByLabel('Search').pressSequentially('t');
  await compose(ime, 'いで');
  await page.clock.runFor(2000);
  expect(asked).toEqual([]);
  await ime.send('Input.insertText', { text: 'ide' });
  await page.clock.runFor(1000);
  await expect(page.locator('.summary q')).toHaveText('tide');
  expect(asked).toEqual(['tide']);
});

test('an Enter that a browser reports after the composition submits nothing either', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/repositories');
  // As Safari does: the composition is over, and only the number says what the key was for.
  const kept = await page.getByLabel('Search').evaluate((field, keyCode) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode, bubbles: true, cancelable: true });
    return field.dispatchEvent(event);
  }, processed);
  expect(kept).toBe(false);
});

test.describe('a keyboard of Android, which composes Latin words letter by letter', () => {
  test.use({ userAgent: devices['Pixel 7'].userAgent });

  test('searches as one types', async ({ page, signIn }) => {
    await signIn('octocat');
    await page.clock.install();
    await page.goto('/repositories');
    await expect(page.locator('[data-hydrated]')).toBeVisible();
    const asked = searches(page);
    const ime = await page.context().newCDPSession(page);
    await page.getByLabel('Search').focus();
    for (const text of ['t', 'ti', 'tid']) await compose(ime, text);
    await page.clock.runFor(1000);
    await expect(page.locator('.summary q')).toHaveText('tid');
    expect(asked).toEqual(['tid']);
    await compose(ime, 'ち');
    await page.clock.runFor(2000);
    expect(asked, 'what is no word yet still waits').toEqual(['tid']);
  });
});

/** `keyCode` of a key that the input method has taken. */
const processed = 229;

/** The input method shows `text` as what is being composed. */
async function compose(ime: CDPSession, text: string): Promise<void> {
  await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
}

/** Enter, as the input method hands it on. */
async function pressEnterInside(ime: CDPSession): Promise<void> {
  const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: processed };
  await ime.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await ime.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
}

/** What the page asks the server for, from now on. */
function searches(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', request => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/repositories' && searchParams.has('q') && !request.isNavigationRequest()) asked.push(searchParams.get('q') ?? '');
  });
  return asked;
}
