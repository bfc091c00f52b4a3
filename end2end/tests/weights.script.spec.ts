import type { Browser, BrowserContext, Request } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { release } from '../support/stack.ts';

// What a first visit transfers, images aside, as the wire saw it: compressed, with headers.
test.skip(!release, 'only a release build is small');

const KB = 1024;

test('the first page ships no WebAssembly, and one small script', async ({ browser, stack, context }, info) => {
  const loads = await firstVisit(browser, context, `${stack.url}/`);
  expect(loads.map(load => load.type).sort(), 'the document and its style').toEqual(['document', 'script', 'stylesheet']);
  expect(loads.find(load => load.type === 'script')?.url).toMatch(/\/progress\.js$/);
  info.annotations.push(weight('/', loads));
});

const limits = {
  '/': 20 * KB,
  '/profile': 20 * KB,
  '/repositories': 75 * KB,
  '/activity': 20 * KB,
  '/inside': 75 * KB,
  '/devices': 20 * KB,
  '/settings': 20 * KB,
  '/reauthenticate': 20 * KB,
};

for (const [path, limit] of Object.entries(limits)) {
  test(`${path} transfers at most ${limit / KB} KB`, async ({ browser, stack, context, signIn }, info) => {
    await signIn('octocat');
    const loads = await firstVisit(browser, context, stack.url + path);
    info.annotations.push(weight(path, loads));
    expect(total(loads), JSON.stringify(loads, null, 1)).toBeLessThanOrEqual(limit);
    expect(loads.filter(load => !['br', 'zstd'].includes(load.encoding ?? '') && load.bytes > 1500), 'all that is large is compressed').toEqual([]);
  });
}

test('what has a hash in its name is kept for a year', async ({ page }) => {
  const kept: string[] = [];
  page.on('response', answer => {
    if (answer.url().includes('/pkg/')) kept.push(answer.headers()['cache-control'] ?? 'nothing said');
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(kept.length).toBeGreaterThan(0);
  for (const said of kept) expect(said).toMatch(/max-age=31536000.*immutable/);
});

interface Load {
  url: string;
  type: string;
  encoding: string | undefined;
  bytes: number;
}

/** Opens the page in a browser that has the cookies and nothing else. */
async function firstVisit(browser: Browser, known: BrowserContext, url: string): Promise<Load[]> {
  const context = await browser.newContext({ storageState: await known.storageState() });
  const page = await context.newPage();
  const loads: Promise<Load>[] = [];
  page.on('requestfinished', request => loads.push(weigh(request)));
  await page.goto(url, { waitUntil: 'networkidle' });
  const weighed = await Promise.all(loads);
  await context.close();
  return weighed.filter(load => load.type !== 'image' && !load.url.endsWith('.svg'));
}

async function weigh(request: Request): Promise<Load> {
  const { responseHeadersSize, responseBodySize } = await request.sizes();
  const headers = (await request.response())?.headers() ?? {};
  const bytes = responseHeadersSize + responseBodySize;
  return { url: request.url(), type: request.resourceType(), encoding: headers['content-encoding'], bytes };
}

function total(loads: Load[]): number {
  return loads.reduce((sum, load) => sum + load.bytes, 0);
}

function weight(path: string, loads: Load[]): { type: string; description: string } {
  const description = `${path}: ${total(loads)} bytes in ${loads.length} answers`;
  console.log(description);
  return { type: 'weight', description };
}
