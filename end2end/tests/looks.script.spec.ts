import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

// Every page at every width stays inside its window. With SCREENSHOTS=1 the README's pictures go to docs/screenshots.
const pictures = process.env.SCREENSHOTS ? join(import.meta.dirname, '../../docs/screenshots') : undefined;

const shown = ['home', 'profile', 'repositories'];
const widths = [320, 390, 820, 1440];
const drawn = [390, 1440];
const signedOut = { home: '/', 'sign-in': '/sign-in', cancelled: '/sign-in?why=denied', 'not-found': '/no/such/page' };
const signedIn = { profile: '/profile', repositories: '/repositories', 'no-match': '/repositories?q=nothing-at-all' };

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('signed out', async ({ page }) => {
      for (const [name, path] of Object.entries(signedOut)) await look(page, path, `${name}-${colorScheme}`);
    });

    test('signed in', async ({ page, signIn }) => {
      await signIn('octocat');
      for (const [name, path] of Object.entries(signedIn)) await look(page, path, `${name}-${colorScheme}`);
    });
  });
}

test('long words and strange scripts do not widen the page', async ({ page, signIn }) => {
  await signIn('markup');
  for (const path of Object.values(signedIn)) await look(page, path);
});

test('when GitHub is down', async ({ page, signIn, github }) => {
  await signIn('octocat');
  await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'html', status: 502 });
  await look(page, '/repositories');
});

async function look(page: Page, path: string, name = ''): Promise<void> {
  const draws = pictures && shown.some(page => name.startsWith(page));
  await page.goto(path);
  expect(await layoutShift(page), `${path} moves while it loads`).toBe(0);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const [scrollWidth, clientWidth] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(scrollWidth, `${path} at ${width} pixels`).toBeLessThanOrEqual(clientWidth);
    if (draws && drawn.includes(width)) await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}

/** How far things have moved by themselves since the page began to load (Layout Instability API). */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let moved = 0;
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries()) moved += (entry as PerformanceEntry & { value: number }).value;
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return moved;
  });
}
