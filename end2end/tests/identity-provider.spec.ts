import { atGitHub, authorize, expect, pressSignIn, signInPage, test } from '../support/fixtures.ts';
import { briefly, reauthenticateAs, untilStale } from '../support/reauthentication.ts';

// An Enterprise Server may know nobody itself: whoever comes to its authorize page is sent on at once to an identity
// provider on another origin, which no setting of ours names.
test.use({ proofLasts: briefly });

test.beforeEach(({ github }) => github.set({ identity_provider: true }));

test('every way to GitHub leads through an identity provider on another origin, and back', async ({ page, github, signIn }) => {
  const passed: string[] = [];
  page.on('request', request => {
    if (request.isNavigationRequest() && request.url().includes('/identity-provider?')) passed.push(new URL(request.url()).origin);
  });
  await signIn();
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  expect(passed).toEqual([github.url.replace('localhost', '127.0.0.1')]);

  await untilStale(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Show my organisations' }).click();
  await reauthenticateAs(page, github, 'octocat');
  await expect(page).toHaveURL('/reauthenticate');
  expect(passed).toHaveLength(2);

  await page.getByRole('main').getByRole('button').click();
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/settings');
  expect(passed).toHaveLength(3);
});

test('Back from GitHub leads to where the form stands, and the form works again', async ({ page, github }) => {
  await page.goto('/sign-in?return_to=/activity');
  await pressSignIn(page);
  await atGitHub(page, github);
  await page.goBack();
  await expect(page).toHaveURL(signInPage);
  await pressSignIn(page);
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/activity');
});
