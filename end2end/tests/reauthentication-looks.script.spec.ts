import type { Page } from '@playwright/test';
import { accessible } from '../support/axe.ts';
import { expect, test } from '../support/fixtures.ts';
import { fits, loadsStill, speak, type Language } from '../support/looks.ts';
import { visit } from '../support/message.ts';
import { briefly, reauthenticateAs, untilStale } from '../support/reauthentication.ts';

// What accessibility and looks ask of every page, for the states of /reauthenticate.
test.use({ nobodyYet: true, proofLasts: briefly });

test('the question, and after the wrong account', async ({ page, stack, signIn, github }) => {
  await signIn();
  await untilStale(page);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('heading', { name: "Confirm it's you" })).toBeVisible();
  await look(page, 'the question', 'en');
  await speak(page, 'ja', stack.url);
  await page.reload();
  await look(page, 'the question in Japanese', 'ja');
  await speak(page, 'en', stack.url);
  await page.reload();

  await reauthenticateAs(page, github, 'many');
  await expect(page.getByText('That was a different GitHub account.')).toBeVisible();
  await look(page, 'a failed reauthentication');
});

test('with nothing left to do, and with an action', async ({ page, signIn, github }) => {
  await signIn();
  await visit(page, '/reauthenticate?done=spent');
  await expect(page.getByText('That form has already been used, or it has expired.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing is waiting' })).toBeVisible();
  await look(page, 'nothing left to do');

  await untilStale(page);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await reauthenticateAs(page, github, 'octocat');
  await expect(page.getByRole('heading', { name: "It's you. Continue?" })).toBeVisible();
  await look(page, 'the action once more');
});

async function look(page: Page, what: string, language?: Language): Promise<void> {
  await loadsStill(page, what);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await fits(page, what, language && { name: 'reauthenticate', language, colorScheme });
    await accessible(page, `${what}, ${colorScheme}`);
  }
}
