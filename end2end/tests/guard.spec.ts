import { authorize, expect, pressSignIn, signInPage, test } from '../support/fixtures.ts';

for (const path of ['/profile', '/repositories?q=rust&sort=stars', '/activity', '/inside', '/devices', '/settings', '/reauthenticate']) {
  test(`${path} asks for a sign-in first and is where it ends`, async ({ page, github }) => {
    await page.goto(path);
    await expect(page).toHaveURL(signInPage);
    // The profile is where every sign-in leads that says nothing else.
    const returnTo = new URL(page.url()).searchParams.get('return_to') ?? '/profile';
    expect(returnTo).toBe(path);
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    await pressSignIn(page);
    await authorize(page, github, 'octocat');
    await expect(page).toHaveURL(path);
  });
}

test('a page that does not exist says so, signed out and signed in', async ({ page, signIn }) => {
  for (const signedIn of [false, true]) {
    if (signedIn) await signIn();
    const answer = await page.goto('/no/such/page');
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
  }
  await page.getByRole('link', { name: 'Go to the home page' }).click();
  await expect(page).toHaveURL('/');
});

test('sign-in never leads to another site', async ({ page, github }) => {
  await page.goto('/sign-in?return_to=//evil.example/x');
  await pressSignIn(page);
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/profile');
});
