import { accessible } from '../support/axe.ts';
import { expect, pressSignIn, test } from '../support/fixtures.ts';
import { fits, loadsStill, speak } from '../support/looks.ts';

// The page between a form and GitHub, which nobody sees for long: what accessibility and looks ask of every page.
for (const { language, name } of [{ language: 'en', name: 'Continue to GitHub' }, { language: 'ja', name: 'GitHub へ進む' }] as const) {
  test(`the page on the way to GitHub, where GitHub takes its time: ${language}`, async ({ page, stack, github }) => {
    // An answer without content leaves the browser where it is.
    await page.route(`${github.url}/**`, route => route.fulfill({ status: 204 }));
    await page.goto('/sign-in');
    await speak(page, language, stack.url);
    await pressSignIn(page);
    const link = page.getByRole('link', { name });
    await expect(link).toBeVisible();
    await expect(link).toHaveAttribute('href', new RegExp(`^${github.url}/login/oauth/authorize\\?`));
    await loadsStill(page, 'the way to GitHub');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await fits(page, 'the way to GitHub', { name: 'departure', language, colorScheme });
      await accessible(page, `the way to GitHub, ${colorScheme}`);
    }
    await page.unroute(`${github.url}/**`);
    await link.click();
    await expect(page, 'who has set refreshing off presses it').toHaveURL(url => url.origin === github.url);
  });
}
