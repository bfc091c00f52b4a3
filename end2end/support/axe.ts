import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect } from './fixtures.ts';

// axe is put in by the test: the pages' Content-Security-Policy would refuse a script element, and stays on.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const widths = [390, 1440];

/** Everybody can use the page as it stands, on a phone and on a desk. */
export async function accessible(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    expect(await violations(page), `${what} at ${width} pixels`).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate<AxeResults>('axe.run()');
  return results.violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${id}: ${help}: ${node.html}`));
}
