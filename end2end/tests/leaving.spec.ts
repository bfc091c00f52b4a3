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
    await expect(page.getByRole('heading', { level: 1, name: /^(Sign in|You're signed out|Your session has ended)$/ })).toBeVisible();
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

test('a form of an old tab does nothing for the account that signed in since', async ({ page, context, signIn, watch }) => {
  watch.allowEnding();
  await signIn();
  const old = await context.newPage();
  // Before its first look after eight seconds, or without a script, the old tab knows of nothing.
  await old.clock.install();
  await old.goto('/settings');
  await signOut(page);
  await signIn('many');
  await old.getByRole('button', { name: 'Delete my data' }).click();
  await expect(old.getByRole('heading', { level: 1, name: "We didn't do that" })).toBeVisible();
  await expect(old.getByRole('main')).toContainText("You're signed in as many now");
  await page.goto('/profile');
  await expect(page).toHaveURL('/profile');
});
