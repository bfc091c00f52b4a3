import lighthouse, { type Result } from 'lighthouse';
import type { Browser } from 'puppeteer-core';
import { categories, type Category, type Scores } from './pages.ts';

/** What Lighthouse says of one page. */
export interface Measured {
  scores: Scores;
  /** Largest contentful paint and total blocking time, in milliseconds. */
  lcp: number;
  tbt: number;
  cls: number;
  bytes: number;
  losses: Loss[];
  /** What Lighthouse has to say about the measuring itself. */
  warnings: string[];
}

/** An audit, and what it costs its category. */
export interface Loss {
  category: Category;
  audit: string;
  title: string;
  score: number;
  points: number;
}

/** The median run's performance; of the other categories, which do not vary by themselves, the worst run's. */
export async function measure(browser: Browser, url: string, runs: number): Promise<Measured> {
  const results: Result[] = [];
  while (results.length < runs) results.push(await run(browser, url));
  const lowest = (category: Category) => results.toSorted((a, b) => score(a, category) - score(b, category));
  const median = lowest('performance')[Math.floor((runs - 1) / 2)]!;
  const telling = categories.map(category => [category, category === 'performance' ? median : lowest(category)[0]!] as const);
  const number = (audit: string) => median.audits[audit]?.numericValue ?? NaN;
  return {
    scores: Object.fromEntries(telling.map(([category, result]) => [category, score(result, category)])) as Scores,
    lcp: number('largest-contentful-paint'),
    tbt: number('total-blocking-time'),
    cls: number('cumulative-layout-shift'),
    bytes: number('total-byte-weight'),
    losses: telling.flatMap(([category, result]) => losses(result, category)),
    warnings: results.flatMap(result => result.runWarnings),
  };
}

async function run(browser: Browser, url: string): Promise<Result> {
  const page = await browser.newPage();
  // Lighthouse's defaults are a mid-range phone on a slow network. Only to `cli` does it say that a machine is too slow.
  const flags = { logLevel: 'silent', locale: 'en', channel: 'cli' } as const;
  const answer = await lighthouse(url, { ...flags, onlyCategories: [...categories] }, undefined, page);
  await page.close();
  if (!answer) throw new Error(`Lighthouse says nothing of ${url}.`);
  const { lhr } = answer;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}.`);
  return lhr;
}

function score(result: Result, category: Category): number {
  const score = result.categories[category]?.score;
  // An audit of it broke. That is no score at all.
  if (typeof score !== 'number') throw new Error(`${result.finalDisplayedUrl} has no score for ${category}: ${broken(result)}`);
  return Math.round(score * 100);
}

function broken(result: Result): string {
  return Object.values(result.audits).filter(audit => audit.scoreDisplayMode === 'error').map(audit => `${audit.id}: ${audit.errorMessage}`).join('; ');
}

function losses(result: Result, category: Category): Loss[] {
  const judged = (result.categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
    const audit = result.audits[id];
    return audit && weight > 0 && audit.score !== null ? [{ audit: id, title: audit.title, score: audit.score, weight }] : [];
  });
  const whole = judged.reduce((sum, { weight }) => sum + weight, 0);
  return judged
    .filter(({ score }) => score < 1)
    .map(({ audit, title, score, weight }) => ({ category, audit, title, score, points: (100 * weight * (1 - score)) / whole }))
    .toSorted((a, b) => b.points - a.points);
}
