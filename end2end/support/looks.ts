import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

// The folder for pictures of every page, if they are wanted: `make screenshots` names one.
const pictures = process.env.SCREENSHOTS;

const widths = [320, 390, 820, 1440];
const drawn = [390, 1440];

export type Language = 'en' | 'ja';

/** A page that is drawn, and how. */
export interface Picture {
  name: string;
  language: Language;
  colorScheme: 'light' | 'dark';
}

/** From the next page on, pages are in this language. */
export async function speak(page: Page, language: Language, url: string): Promise<void> {
  await page.context().addCookies([{ name: 'language', value: language, url }]);
}

/** The page did not move while it loaded. Asked before its window changes. */
export async function loadsStill(page: Page, what: string): Promise<void> {
  expect(await layoutShifts(page), `${what} moves while it loads`).toEqual([]);
}

/** At every width the page stays inside its window. */
export async function fits(page: Page, what: string, picture?: Picture): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const [scrollWidth, clientWidth] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(scrollWidth, `${what} at ${width} pixels`).toBeLessThanOrEqual(clientWidth);
    if (pictures && picture && drawn.includes(width)) {
      const { name, language, colorScheme } = picture;
      await page.screenshot({ path: join(pictures, `${name}-${language}-${colorScheme}-${width}.png`), fullPage: true });
    }
  }
}

interface LayoutShift extends PerformanceEntry {
  value: number;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

/** What has moved by itself since the page began to load, from where to where (Layout Instability API). */
function layoutShifts(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const shifts: string[] = [];
    const at = ({ x, y, width, height }: DOMRect) => `${width}×${height} at ${x},${y}`;
    const name = (node: Node | null) => (node instanceof Element ? node.outerHTML.slice(0, 120) : `"${node?.textContent}"`);
    const observer = new PerformanceObserver(list => {
      for (const { value, sources } of list.getEntries() as LayoutShift[]) {
        const moved = sources.map(({ node, previousRect, currentRect }) => `${name(node)} from ${at(previousRect)} to ${at(currentRect)}`);
        shifts.push(`${value}: ${moved.join('; ')}`);
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return shifts;
  });
}
