import { expect, signOut, test } from '../support/fixtures.ts';

test('an open page notices that its session has ended, and puts away what it shows', async ({ page, context, signIn, watch }) => {
  watch.allow(/^401: .*\/auth\/status$/);
  await signIn();
  const other = await context.newPage();
  await other.clock.install();
  await other.goto('/profile');
  await expect(other.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  await signOut(page);
  await expect(page).toHaveURL('/');

  await other.clock.runFor('01:00');
  await expect(other.getByRole('heading', { level: 1, name: 'Your session has ended' })).toBeVisible();
  await expect(other.getByText('octocat')).toHaveCount(0);
  await other.getByRole('link', { name: 'Sign in again' }).click();
  // The guard knows why a session is gone; signing out oneself needs no reason.
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(other.getByRole('main').getByRole('button', { name: 'Sign in with GitHub' })).toBeVisible();
});
