import { authorize, expect, pressSignIn, signInPage, signOut, test } from '../support/fixtures.ts';

test("production's session cookie can be sent nowhere else and read by no script", async ({ page, context, stack, signIn }) => {
  const lines: string[] = [];
  context.on('response', async answer => {
    if (answer.url().startsWith(`${stack.url}/auth/github/callback`)) lines.push(...(await setCookies(answer)));
  });
  await signIn();
  await expect(page).toHaveURL('/profile');

  const cookies = await context.cookies(stack.url);
  expect(cookies).toHaveLength(1);
  const [session] = cookies;
  expect(session?.name).toMatch(/^__Host-/);
  expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });

  const line = lines.find(line => line.startsWith(`${session?.name}=`)) ?? '';
  expect(line).not.toMatch(/;\s*domain=/i);
  expect(line).toMatch(/;\s*secure/i);
});

test('signing out really removes it', async ({ page, context, stack, signIn }) => {
  await signIn();
  const before = await context.cookies(stack.url);
  await signOut(page);
  await expect(page).toHaveURL('/');
  expect(await context.cookies(stack.url)).toEqual([]);

  // Nor would the old value open anything.
  await context.addCookies(before);
  await page.goto('/profile');
  await expect(page).toHaveURL(signInPage);
});

test('the cookie of a sign-in under way is as strict', async ({ page, context, stack, github }) => {
  await page.goto('/');
  await pressSignIn(page);
  await expect(page).toHaveURL(url => url.origin === github.url);
  const [flow, ...others] = await context.cookies(stack.url);
  expect(others).toEqual([]);
  expect(flow?.name).toMatch(/^__(Host|Secure)-/);
  expect(flow).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax' });
  await authorize(page, github, 'octocat');
  await expect(page).toHaveURL('/profile');
});

test('every answer asks for https from now on', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.headers()['strict-transport-security']).toMatch(/max-age=(\d{8,})/);
});

async function setCookies(answer: { headersArray(): Promise<{ name: string; value: string }[]> }): Promise<string[]> {
  const headers = await answer.headersArray();
  return headers.filter(header => header.name.toLowerCase() === 'set-cookie').map(header => header.value);
}
