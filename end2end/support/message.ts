import type { Page } from '@playwright/test';

/**
 * Opens `path` as an answer of the server would lead there: `?done=ended` or `?why=idle` in it stands for the message that
 * the answer leaves in a cookie, and isn't part of the address. A path alone is opened where the page is by now, else at
 * the context's own address.
 */
export async function visit(page: Page, path: string): Promise<void> {
  const [, kind, code] = /[?&](done|why)=([a-z-]+)/.exec(path) ?? [];
  if (!kind || !code) {
    await page.goto(path);
    return;
  }
  // Before the first page there is no origin to set a cookie for.
  if (page.url() === 'about:blank') await page.goto('/robots.txt');
  const { origin, protocol } = new URL(path, page.url());
  const secure = protocol === 'https:';
  const name = `${secure ? '__Host-' : 'gatehouse-'}flash`;
  await page.context().addCookies([{ name, value: `${kind}.${code}`, url: origin, secure, httpOnly: true, sameSite: 'Lax' }]);
  await page.goto(path.replace(`${kind}=${code}&`, '').replace(new RegExp(`[?&]${kind}=${code}`), ''));
}
