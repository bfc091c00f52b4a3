import type { Page } from '@playwright/test';
import { agents, expect, signInOn, signOut, test } from '../support/fixtures.ts';

// Chromium with frozen pages allowed, which Playwright otherwise switches off: Back shows a page as it was left, if the
// browser has kept it whole.

const signInPage = /^(Sign in|You're signed out|Your session has ended)$/;

test('this browser freezes pages, or the tests below say nothing', async ({ page, stack, signIn }) => {
  await signIn();
  // A file is no page of anybody's, and may be kept.
  await page.goto(`${stack.url}/robots.txt`);
  await page.evaluate(() => Object.assign(window, { frozen: true }));
  await page.goto('/');
  goBack(page);
  await expect.poll(() => page.evaluate(() => 'frozen' in window).catch(() => 'leaving')).toBe(true);
});

test('after signing out, Back shows nothing, and no frozen page either', async ({ page, signIn, watch }) => {
  watch.allowEnding();
  await signIn();
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  const thawed = await watchFor(page, 'monalisa octocat');
  await signOut(page);
  await expect(page).toHaveURL('/');
  goBack(page);
  await expect(page.getByRole('heading', { level: 1, name: signInPage })).toBeVisible();
  await expect(page.getByText('octocat')).toHaveCount(0);
  expect(thawed).not.toContain('thawed and seen');
});

test('a page whose session was ended from another device comes back unseen', async ({ page, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  const thawed = await watchFor(page, 'monalisa octocat');
  await page.goto('/robots.txt');
  await phone.goto('/devices');
  await phone.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(phone).toHaveURL('/');
  goBack(page);
  await expect(page.getByRole('heading', { level: 1, name: signInPage })).toBeVisible();
  expect(thawed, 'no cookie of this browser has changed, so it was kept').toEqual(['thawed unseen']);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('after signing out, Back shows nothing, and no frozen page either', async ({ page, signIn }) => {
    await signIn();
    await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
    await signOut(page);
    await expect(page.getByText("You're signed out.")).toBeVisible();
    goBack(page);
    await expect(page.getByRole('heading', { level: 1, name: signInPage })).toBeVisible();
    await expect(page.getByText('octocat')).toHaveCount(0);
  });
});

/** As the button does. Nobody is told when a frozen page is there again, so it is not waited for. */
function goBack(page: Page): void {
  void page.goBack().catch(() => {});
}

/** Notes every time a page comes back from the frozen ones, and whether `text` is to be seen in it. */
async function watchFor(page: Page, text: string): Promise<string[]> {
  const thawed: string[] = [];
  page.on('console', message => {
    if (message.text().startsWith('thawed')) thawed.push(message.text());
  });
  await page.evaluate(text => addEventListener('pageshow', ({ persisted }) => {
    if (persisted) console.debug(document.body.innerText.includes(text) ? 'thawed and seen' : 'thawed unseen');
  }), text);
  return thawed;
}
