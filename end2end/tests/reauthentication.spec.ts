import { agents, atGitHub, expect, signInOn, signInPage, test } from '../support/fixtures.ts';
import { briefly, reauthenticateAs, untilStale } from '../support/reauthentication.ts';

// A sensitive act in a session that is no longer fresh: GitHub is asked who sits here, and the action is confirmed.
test.use({ nobodyYet: true, proofLasts: briefly });

test('an action waits for the reauthentication and for a yes, and is done', async ({ page, context, stack, signIn, device, github, watch }) => {
  watch.allowEnding();
  const phone = await device(agents.phone);
  await signInOn(phone, github);
  await signIn();
  await untilStale(page);
  await page.getByRole('button', { name: /^End this device.*Safari on iPhone$/ }).click();
  await expect(page).toHaveURL('/reauthenticate');
  await expect(page.getByRole('heading', { level: 1, name: "Confirm it's you" })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('End Safari on iPhone is waiting for this.');
  const before = await context.cookies(stack.url);

  await reauthenticateAs(page, github, 'octocat');
  await expect(page).toHaveURL('/reauthenticate');
  await expect(page.getByRole('heading', { level: 1, name: "It's you. Continue?" })).toBeVisible();
  expect((await context.cookies(stack.url)).map(cookie => cookie.value), 'the session has a new id')
    .not.toEqual(before.map(cookie => cookie.value));
  await page.getByRole('button', { name: 'End Safari on iPhone' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.locator('.device')).toHaveCount(1);
  await phone.goto('/profile');
  await expect(phone).toHaveURL(signInPage);

  await expect.poll(() => github.liveTokens(), { message: "the phone's are dead, and the reauthentication's" }).toBe(1);
  await page.reload();
  const log = page.getByRole('region', { name: 'Security log' });
  await expect(log).toContainText("You confirmed your identity at GitHub.");
  await expect(log).toContainText("You asked for something that needs your identity confirmed.");
});

test('sent twice, it is done once', async ({ page, context, signIn, device, github, watch }) => {
  watch.allowEnding();
  await signInOn(await device(agents.phone), github);
  await signIn();
  await untilStale(page);
  await page.getByRole('button', { name: 'End all others' }).click();
  await reauthenticateAs(page, github, 'octocat');
  const twin = await context.newPage();
  await twin.goto('/reauthenticate');
  await page.getByRole('button', { name: 'End all other devices' }).click();
  await expect(page).toHaveURL('/devices');
  await twin.getByRole('button', { name: 'End all other devices' }).click();
  await expect(twin).toHaveURL('/reauthenticate');
  await expect(twin.getByRole('status')).toContainText('That form has already been used, or it has expired.');

  await page.goBack();
  await expect(page).toHaveURL('/reauthenticate');
  await expect(page.getByRole('button', { name: 'End all other devices' }), 'nothing to press again').toHaveCount(0);
});

test('another account proves nothing, and the session stays as it was', async ({ page, context, stack, signIn, github }) => {
  await signIn();
  await untilStale(page);
  const before = await context.cookies(stack.url);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await reauthenticateAs(page, github, 'many');
  await expect(page).toHaveURL('/reauthenticate');
  await expect(page.getByRole('status')).toContainText('That was a different GitHub account.');
  await expect(page.getByRole('main')).toContainText('Sign out everywhere is waiting for this.');
  expect(await context.cookies(stack.url), 'the session is the same').toEqual(before);
  await expect.poll(() => github.liveTokens(), { message: "the other account's are dead" }).toBe(1);
  await page.goto('/profile');
  await expect(page.getByRole('heading', { name: 'monalisa octocat' })).toBeVisible();

  await page.goto('/devices');
  await expect(page.getByRole('region', { name: 'Security log' })).toContainText(
    "Confirming your identity wasn't completed: a different GitHub account was chosen.",
  );
});

test('who cancels at GitHub, or before, has changed nothing and can try again', async ({ page, signIn, github }) => {
  await signIn();
  await untilStale(page);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('button', { name: 'Confirm at GitHub' }).click();
  await atGitHub(page, github);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/reauthenticate');
  await expect(page.getByRole('status')).toContainText("You cancelled at GitHub.");
  await expect(page.getByRole('status')).toContainText("You're still signed in, and nothing has changed.");
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/devices');
  await expect(page.locator('.device')).toHaveCount(1);

  await page.goto('/reauthenticate');
  await reauthenticateAs(page, github, 'octocat');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/');
});

test('a reauthentication alone does nothing: the action can still be left, or done later', async ({ page, signIn, github }) => {
  await signIn();
  await untilStale(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Delete my data' }).click();
  await reauthenticateAs(page, github, 'octocat');
  await expect(page.getByRole('main')).toContainText('This ends every session and permanently deletes what we keep about you.');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/settings');
  await page.goBack();
  await page.getByRole('button', { name: 'Delete my data' }).click();
  await expect(page).toHaveURL('/');
});

test('disconnecting GitHub waits for the reauthentication, too', async ({ page, signIn, github }) => {
  await signIn();
  await untilStale(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await reauthenticateAs(page, github, 'octocat');
  await page.getByRole('button', { name: 'Disconnect GitHub' }).click();
  await expect(page).toHaveURL('/sign-in');
  expect(await github.liveTokens()).toBe(0);
});

test('and so does a download', async ({ page, signIn, github }) => {
  await signIn();
  await untilStale(page);
  await page.goto('/settings');
  await expect(page.getByRole('main')).toContainText("Before any of these, GitHub asks you to confirm it's you.");
  await page.getByRole('button', { name: 'Download my data' }).click();
  await expect(page).toHaveURL('/reauthenticate');
  await reauthenticateAs(page, github, 'octocat');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download my data' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('gatehouse-export.json');
});
