import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { release } from '../support/stack.ts';
import type { Watch } from '../support/watch.ts';

// A browser that translates wraps every text in <font> elements and puts other words in, whenever it likes: also before
// the island wakes. Others add nodes of their own.

for (const path of ['/repositories', '/inside']) {
  test(`${path} translated before its island wakes goes on working`, async ({ page, signIn }) => {
    await signIn('octocat');
    const wake = await asleep(page);
    await page.goto(path);
    await translate(page);
    await wake();
    await expect(page.locator('[data-hydrated]')).toBeAttached();
    await works(page, path);
  });

  test(`${path} whose island cannot wake is the server's page, without an error`, async ({ page, signIn, watch }) => {
    allowWordsOfADebugBuild(watch);
    watch.allow(/The island did not wake/);
    await signIn('octocat');
    const wake = await asleep(page);
    const message = page.waitForEvent('console', message => message.text().includes('works without it'));
    await page.goto(path);
    await translate(page);
    await page.locator('leptos-island').evaluate(island => island.prepend('put here by an extension'));
    await wake();
    await message;
    await expect(page.locator('[data-hydrated]')).not.toBeAttached();
    await works(page, path);
  });
}

test('what is found in the browser is not for translation, and is not written again', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.goto('/inside');
  await expect(page.locator('[data-hydrated]')).toBeAttached();
  await expect(page.locator('#seen-tokens')).toHaveText('0');
  for (const place of await page.locator('[id^=seen-]').all()) await expect(place).toHaveAttribute('translate', 'no');
});

test('a time that is counted down stays translated until it changes', async ({ page, signIn }) => {
  await signIn('octocat');
  await page.clock.install();
  await page.goto('/devices');
  await page.clock.pauseAt(Date.now() + 60_000);
  const time = page.locator('time[data-countdown]').first();
  await page.clock.runFor(1000);
  await translate(page);
  await page.clock.runFor(5000);
  await expect(time).toContainText('⟦');
  await page.clock.fastForward('26:00:00');
  await expect(time, 'another time has other words').not.toContainText('⟦');
});

/** What the island is made of does not come before this is called. */
async function asleep(page: Page): Promise<() => Promise<void>> {
  let wake = () => {};
  const woken = new Promise<void>(resolve => { wake = resolve; });
  await page.route('**/pkg/*.wasm', async route => {
    await woken;
    await route.continue();
  });
  return async () => wake();
}

/** As Google's translation does it, for every text in the page. */
async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.classList.add('translated-ltr');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => {
      const parent = node.parentElement;
      const left = !node.textContent?.trim() || !parent || parent.closest('[translate=no], script, style, template, textarea');
      return left ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    const texts: Node[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = `⟦${text.textContent}⟧`;
      outer.append(inner);
      text.parentNode?.replaceChild(outer, text);
    }
  });
}

/** Forms and links do what they did. */
async function works(page: Page, path: string): Promise<void> {
  if (path === '/repositories') {
    await page.locator('#q').fill('tide');
    await page.locator('.search-form button').click();
    await expect(page).toHaveURL(/\?q=tide/);
    await expect(page.locator('#repositories').getByRole('heading', { name: 'tidepool' })).toBeVisible();
  } else {
    await page.locator('form[action="/inside/try"] button').first().click();
    await expect(page).toHaveURL(/\/inside/);
  }
  await page.locator('.places a[href="/settings"]').click();
  await expect(page).toHaveURL('/settings');
}

/** Only a released island panics without a word. */
function allowWordsOfADebugBuild(watch: Watch): void {
  if (!release) watch.allow(/^console error: .*(hydrat|panicked)/is);
}
