import { expect, signInPage, signOut, test } from '../support/fixtures.ts';

test('after signing out, going back shows nothing', async ({ page, signIn }) => {
  await signIn();
  await page.goto('/repositories');
  await expect(page.getByRole('heading', { name: 'tidepool' })).toBeVisible();
  await page.goto('/profile');
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await signOut(page);
  await expect(page).toHaveURL('/');

  for (const gone of ['monalisa octocat', 'tidepool']) {
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: /^(Sign in|You are signed out|Your session has ended)$/ })).toBeVisible();
    await expect(page.getByText(gone)).toHaveCount(0);
  }
});

test('signing out in one tab ends the other', async ({ page, context, signIn, watch }) => {
  watch.allowEnding();
  await signIn();
  const other = await context.newPage();
  await other.goto('/profile');
  await signOut(page);
  await expect(page).toHaveURL('/');
  await other.reload();
  await expect(other).toHaveURL(signInPage);
  await expect(other.getByText('monalisa octocat')).toHaveCount(0);
});
