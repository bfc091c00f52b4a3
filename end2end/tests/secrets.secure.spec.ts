import type { Page } from '@playwright/test';
import { agents, expect, signInOn, signOut, test } from '../support/fixtures.ts';
import type { GitHub } from '../support/github.ts';
import { visit } from '../support/message.ts';
import { briefly, reauthenticateAs, untilStale } from '../support/reauthentication.ts';
import type { Answer } from '../support/tls-proxy.ts';

// The proxy keeps every answer of the server: status lines aside, each byte that reached the browser.

test.use({ proofLasts: briefly });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('no byte that reaches the browser holds a secret', async ({ page, context, stack, signIn, device, github, watch }) => {
      watch.allowEnding();
      stack.answers.length = 0;
      await page.goto('/sign-in');
      await signInOn(await device(agents.phone), github);
      await signIn('octocat');
      const cookies = await context.cookies(stack.url);
      await github.fault({ method: 'GET', path: '/api/v3/user/repos', kind: 'html', status: 502, times: 1 });
      await page.goto('/repositories');
      await page.goto('/repositories?q=rust');
      await page.goto('/no/such/page');
      await visit(page, '/sign-in?why=github-down');
      await reauthenticatesAndActs(page, github);
      cookies.push(...(await context.cookies(stack.url)));
      const kept = JSON.stringify(await context.storageState());
      expect(await page.evaluate(() => document.cookie), 'no script can read a cookie').toBe('');
      await signOut(page);
      await expect(page).toHaveURL('/');

      const parts = stack.answers.flatMap(split);
      expect(parts.filter(part => part.text.includes('monalisa octocat')).length, 'the answers can be read').toBeGreaterThan(0);
      const secrets = await github.secrets();
      expect(secrets.length, 'there are secrets to look for').toBeGreaterThan(2);
      for (const secret of secrets) {
        expect(where(parts, secret)).toEqual([]);
        expect(kept.includes(secret), 'in cookies or storage').toBe(false);
      }
      expect(new Set(cookies.map(cookie => cookie.value)).size, 'the reauthentication gave the session a new id').toBe(2);
      const besidesCookies = parts.filter(part => part.name.toLowerCase() !== 'set-cookie');
      for (const cookie of cookies) expect(where(besidesCookies, cookie.value)).toEqual([]);
    });
  });
}

/** Every page around a reauthentication, an action that waited for it, and the download. */
async function reauthenticatesAndActs(page: Page, github: GitHub): Promise<void> {
  await untilStale(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Download my data' }).click();
  await reauthenticateAs(page, github, 'many');
  await expect(page).toHaveURL('/reauthenticate');
  await reauthenticateAs(page, github, 'octocat');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  await download.path();
  await page.goto('/devices');
  await page.getByRole('button', { name: 'End all others' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

interface Part {
  url: string;
  /** A header's name, or `body`. */
  name: string;
  text: string;
}

function split({ url, headers, body }: Answer): Part[] {
  const parts = [{ url, name: 'body', text: body }];
  for (let index = 0; index < headers.length; index += 2) {
    parts.push({ url, name: headers[index] ?? '', text: headers[index + 1] ?? '' });
  }
  return parts;
}

function where(parts: Part[], secret: string): string[] {
  return parts.filter(part => part.text.includes(secret)).map(part => `${part.name} of ${part.url.split('?')[0]}`);
}
