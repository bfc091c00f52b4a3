import { atGitHub, authorize, expect, pressSignIn, signInPage, signOut, test } from '../support/fixtures.ts';

test('a person signs in, sees who they are, and signs out', async ({ page, context, stack, signIn }) => {
  await signIn();
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Your profile' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  expect(await context.cookies(stack.url), 'the cookie of the flow is spent, the session is one').toHaveLength(1);

  await signOut(page);
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('button', { name: 'Sign in with GitHub' }).first()).toBeVisible();
  expect(await context.cookies(stack.url), 'nothing is left in the browser').toEqual([]);

  await page.goto('/profile');
  await expect(page, 'the session is over').toHaveURL(signInPage);
});

test('the home page knows who is signed in', async ({ page, signIn }) => {
  await signIn('empty');
  await page.getByRole('link', { name: 'Gatehouse' }).first().click();
  await expect(page).toHaveURL('/');
  await expect(page.getByText("You're signed in as empty")).toBeVisible();
  await page.getByRole('link', { name: 'Go to your profile' }).click();
  await expect(page.getByRole('heading', { name: 'Newly Arrived' })).toBeVisible();
});

test('two tabs sign in at once, and both arrive', async ({ page, context, github }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto('/');
    await pressSignIn(tab);
    await atGitHub(tab, github);
  }
  for (const tab of [other, page]) {
    await authorize(tab, github, 'octocat');
    await expect(tab.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();
  }
});

test('another person signs in on the same browser and sees nothing of the first', async ({ page, signIn }) => {
  await signIn('octocat');
  await signOut(page);
  await signIn('empty');
  await expect(page.getByRole('heading', { name: 'Newly Arrived' })).toBeVisible();
  await expect(page.getByText('octocat')).toHaveCount(0);
});
