import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '../support/fixtures.ts';
import { Firefox, firefox as program } from '../support/firefox.ts';

// What browsers do differently, in a Firefox as it is shipped: frozen pages, and forms whose answer leads elsewhere.

const test = base.extend<{ firefox: Firefox }>({
  firefox: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-firefox-'));
    const firefox = await Firefox.start(program ?? '', folder);
    await use(firefox);
    await firefox.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('this browser freezes pages, or the tests below say nothing', async ({ firefox, stack }) => {
  await firefox.goto(`${stack.url}/robots.txt`);
  await firefox.run('window.frozen = true');
  await firefox.goto(`${stack.url}/`);
  await firefox.back();
  await expect.poll(() => firefox.run('return window.frozen === true')).toBe(true);
});

test('through an identity provider and in; after signing out, Back shows nothing', async ({ firefox, stack, github }) => {
  await github.set({ identity_provider: true });
  const address = () => firefox.url();
  await firefox.goto(`${stack.url}/sign-in`);
  await firefox.click('main form[action="/auth/github"] button');
  await expect.poll(address).toContain(`${github.url}/login/oauth/authorize?`);
  await firefox.back();
  await expect.poll(address, { message: 'the page between is not in the way back' }).toBe(`${stack.url}/sign-in`);
  await firefox.click('main form[action="/auth/github"] button');
  await expect.poll(address).toContain(`${github.url}/login/oauth/authorize?`);
  await firefox.click('input[name="account"][value="octocat"]');
  await firefox.click('button[value="authorize"]');
  await expect.poll(address).toBe(`${stack.url}/profile`);
  expect(await firefox.text()).toContain('monalisa octocat');

  await firefox.run(`addEventListener('pageshow', ({ persisted }) => {
    if (persisted && document.body.innerText.includes('monalisa octocat')) sessionStorage.setItem('thawed', location.pathname);
  })`);
  await firefox.click('.account summary');
  await firefox.click('.account form[action="/auth/sign-out"] button');
  await expect.poll(address).toBe(`${stack.url}/`);
  await firefox.back();
  await expect.poll(address).toContain('/sign-in');
  expect(await firefox.text()).not.toContain('octocat');
  expect(await firefox.run("return sessionStorage.getItem('thawed')"), 'not for a moment').toBe(null);
});
