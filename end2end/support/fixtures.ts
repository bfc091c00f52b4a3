import { test as base, devices, expect, type BrowserContext, type Page } from '@playwright/test';
import type { GitHub } from './github.ts';
import { startSlowLine } from './slow-line.ts';
import { startStack, type Stack, type StackOptions } from './stack.ts';
import { Watch } from './watch.ts';

export { expect };

export type WorkerOptions = StackOptions;

interface Options {
  /** Nobody has signed in before the test. Else people still have the sessions that earlier tests gave them. */
  nobodyYet: boolean;
}

interface Fixtures {
  /** The emulator, fresh for each test. */
  github: GitHub;
  /** Fails the test when something goes wrong in its pages. */
  watch: Watch;
  /** The journey of a person who signs in, from the home page. */
  signIn: (account?: Account) => Promise<void>;
  /** The server's address over a line that is very slow. */
  slowLine: string;
  /** Another device: a browser that has nothing in common with the first. */
  device: (userAgent?: string) => Promise<Page>;
}

/** What devices call themselves. The first browser of a test is a Chrome on Windows, whatever it is. */
export const agents = {
  linux: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  phone: devices['iPhone 15'].userAgent,
  firefox: devices['Desktop Firefox'].userAgent,
};

/** The emulator's people. */
export type Account = 'octocat' | 'null-fields' | 'markup' | 'many' | 'empty' | 'unverified';

let tests = 0;

export const test = base.extend<Options & Fixtures, WorkerOptions & { stack: Stack }>({
  secure: [false, { scope: 'worker', option: true }],
  proofLasts: ['10m', { scope: 'worker', option: true }],
  nobodyYet: [false, { option: true }],

  stack: [
    async ({ secure, proofLasts }, use) => {
      const stack = await startStack({ secure, proofLasts });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ stack }, use) => use(stack.url),

  // A network of its own for each test, as if a proxy had seen it come.
  extraHTTPHeaders: async ({}, use) => {
    tests += 1;
    await use({ 'x-forwarded-for': `10.0.${tests >> 8}.${tests & 255}` });
  },

  github: [
    async ({ stack, nobodyYet }, use, info) => {
      if (nobodyYet) await stack.startOver();
      await stack.github.reset();
      await use(stack.github);
      if (info.status !== info.expectedStatus) await info.attach('server.log', { path: stack.log });
    },
    { auto: true },
  ],

  watch: [
    async ({ context, javaScriptEnabled, secure }, use) => {
      const watch = new Watch();
      await watch.over(context);
      if (javaScriptEnabled === false) watch.allowUnusedPreloads();
      // The emulator speaks http only. GitHub's pictures come by https.
      if (secure) watch.allow(/^console warning: Mixed Content: .*\/avatars\//);
      await use(watch);
      watch.assertQuiet();
    },
    { auto: true },
  ],

  signIn: async ({ page, github }, use) => {
    await use((account = 'octocat') => signInOn(page, github, account));
  },

  slowLine: async ({ stack }, use) => {
    const line = await startSlowLine(stack.url);
    await use(line.url);
    await line.stop();
  },

  device: async ({ browser, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async userAgent => {
      const context = await browser.newContext(userAgent ? { userAgent } : {});
      opened.push(context);
      await watch.over(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

/** The journey of a person who signs in, from the home page. */
export async function signInOn(page: Page, github: GitHub, account: Account = 'octocat'): Promise<void> {
  await page.goto('/');
  await pressSignIn(page);
  await authorize(page, github, account);
}

export async function pressSignIn(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Sign in with GitHub' }).first().click();
}

/** At GitHub: chooses the account and agrees. */
export async function authorize(page: Page, github: GitHub, account: Account): Promise<void> {
  await atGitHub(page, github);
  // The label reads "Their Name their-login".
  await page.getByRole('radio', { name: new RegExp(`(^| )${account}$`) }).check();
  await page.getByRole('button', { name: 'Authorize' }).click();
  await expect(page).not.toHaveURL(url => url.origin === github.url);
  // Its scripts run by now.
  await page.waitForLoadState();
}

export async function atGitHub(page: Page, github: GitHub): Promise<void> {
  await expect(page).toHaveURL(url => url.href.startsWith(`${github.url}/login/oauth/authorize?`));
}

export async function openMenu(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Your account' }).click();
}

/** The sign-in page, whatever it says and wherever it leads. */
export const signInPage = /\/sign-in(\?|$)/;

/** Opens the menu behind the viewer's face and signs out. */
export async function signOut(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
}
