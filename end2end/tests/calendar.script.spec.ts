import type { Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

const DAY = 86_400_000;

test('arrow keys go from day to day in the calendar', async ({ page, signIn }) => {
  await signIn();
  await page.getByRole('navigation', { name: 'Year' }).getByRole('link').last().focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('group', { name: 'Contribution calendar' })).toBeFocused();
  await expect(sentence(page), 'the keys are told where they work').toContainText('Arrow keys go from day to day.');
  const last = await day(page);

  await page.keyboard.press('ArrowUp');
  await expect(sentence(page)).not.toContainText('Arrow keys');
  expect(await day(page)).toBe(last - DAY);
  await page.keyboard.press('ArrowLeft');
  expect(await day(page)).toBe(last - 8 * DAY);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await day(page)).toBe(last);
  await page.keyboard.press('ArrowDown');
  expect(await day(page), 'there is no later day').toBe(last);
  await page.keyboard.press('Home');
  expect(await day(page)).toBeLessThan(last - 350 * DAY);
  await page.keyboard.press('End');
  expect(await day(page)).toBe(last);
  await expect(page.locator('.day.here')).toHaveCount(1);
});

function sentence(page: Page) {
  return page.locator('#day-sentence');
}

/** The day that is said, as a time. */
async function day(page: Page): Promise<number> {
  return Date.parse(`${/ on (\w+ \d+, \d+)/.exec(await sentence(page).innerText())?.[1]} UTC`);
}
