import { expect, test } from '../support/fixtures.ts';

// GitHub's bad days: an honest page, the right status, and the person stays signed in.
// After a sign-in the profile has been shown, so its answers and the repositories are known; recent activity is not.
const events = '/api/v3/users/octocat/events';

test('GitHub answers with an error', async ({ page, signIn, github }) => {
  await signIn();
  await github.fault({ method: 'GET', path: events, kind: 'html', status: 502 });
  const answer = await page.goto('/activity');
  expect(answer?.status()).toBe(502);
  await expect(page.getByRole('alert')).toContainText("GitHub isn't responding right now.");
  await expect(page.getByRole('alert')).toContainText("You're still signed in.");

  await github.recover();
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByText('TeleportEvent')).toBeVisible();
});

test("GitHub's hourly limit is used up", async ({ page, stack, signIn, github }) => {
  await signIn();
  await github.fault({ method: 'GET', path: events, kind: 'rate_limited', reset_in: 1800 });
  const answer = await page.goto('/activity');
  expect(answer?.status()).toBe(503);
  await expect(page.getByRole('main')).toContainText("GitHub's hourly limit is used up.");
  await expect(page.getByRole('main')).toContainText(/GitHub will answer again in \d+ min/);
  // The limit is octocat's for half an hour, in every session: the next test's octocat has none.
  await page.close();
  await stack.startOver();
});

test('the grant was withdrawn at GitHub', async ({ page, signIn, github, watch }) => {
  watch.allowEnding();
  await signIn();
  await github.revoke('octocat');
  await page.goto('/activity');
  await expect(page.getByRole('main')).toContainText('GitHub has ended this sign-in');
});
