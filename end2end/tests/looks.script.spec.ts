import type { Page } from '@playwright/test';
import { agents, expect, signInOn, test } from '../support/fixtures.ts';
import { fits, loadsStill, speak, type Picture } from '../support/looks.ts';
import { visit } from '../support/message.ts';

// The page of the reauthentication is in reauthentication-looks.script.spec.ts.
const signedOut = {
  home: '/',
  'sign-in': '/sign-in',
  cancelled: '/sign-in?why=denied',
  'signed-out': '/?done=signed-out',
  everywhere: '/?done=signed-out-everywhere',
  deleted: '/?done=deleted',
  'not-found': '/no/such/page',
};
const signedIn = {
  profile: '/profile',
  repositories: '/repositories',
  'no-match': '/repositories?q=nothing-at-all',
  activity: '/activity',
  inside: '/inside',
  devices: '/devices',
  ended: '/devices?done=ended',
  settings: '/settings',
  'not-disconnected': '/settings?done=disconnect-failed',
};

// The pictures should show two devices, not those of earlier tests.
test.use({ nobodyYet: true });

for (const language of ['en', 'ja'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test('signed out', async ({ page, stack }) => {
        await speak(page, language, stack.url);
        for (const [name, path] of Object.entries(signedOut)) await look(page, path, { name, language, colorScheme });
      });

      test('signed in', async ({ page, stack, signIn, device, github }) => {
        await signInOn(await device(agents.phone), github);
        await signIn('octocat');
        await speak(page, language, stack.url);
        for (const [name, path] of Object.entries(signedIn)) await look(page, path, { name, language, colorScheme });
      });
    });
  }
}

for (const { language, width } of [{ language: 'en', width: 1440 }, { language: 'ja', width: 390 }] as const) {
  test(`over a slow line, nothing that came moves for what comes: ${language} at ${width} pixels`, async ({ page, stack, slowLine, signIn }) => {
    await page.setViewportSize({ width, height: 900 });
    const loads = async (pages: object) => {
      await speak(page, language, stack.url);
      for (const path of Object.values(pages)) {
        await visit(page, slowLine + path);
        await loadsStill(page, path);
      }
    };
    await signIn('octocat');
    await loads(signedIn);
    await page.context().clearCookies();
    await loads(signedOut);
  });
}

test('long words and strange scripts do not widen the page', async ({ page, signIn }) => {
  await signIn('markup');
  for (const path of Object.values(signedIn)) await look(page, path);
});

test('on a phone, the place that is open is in sight', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn('octocat');
  for (const path of ['/profile', '/activity', '/settings']) {
    await page.goto(path);
    await expect(page.locator('.places [aria-current]')).toBeInViewport({ ratio: 0.95 });
  }
});

test('when GitHub is down', async ({ page, signIn, github }) => {
  await signIn('octocat');
  await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'html', status: 502 });
  await look(page, '/repositories');
});

async function look(page: Page, path: string, picture?: Picture): Promise<void> {
  await visit(page, path);
  await loadsStill(page, path);
  await fits(page, path, picture);
}
