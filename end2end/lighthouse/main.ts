import { startStack } from '../support/stack.ts';
import { signIn, startBrowser } from './browser.ts';
import { measure } from './measure.ts';
import { name, places } from './pages.ts';
import { causes, misses, table, type Judged } from './report.ts';

// RUNS is how often each page is measured. Arguments are paths: only these.
const runs = Number(process.env.RUNS ?? 3);
if (!Number.isInteger(runs) || runs < 1) throw new Error('RUNS must be a whole number, 1 or more.');
const only = process.argv.slice(2);
const chosen = places.filter(({ path }) => only.length === 0 || only.includes(path));
if (chosen.length === 0) throw new Error(`There is no page ${only.join(' ')}.`);

const pages = await measureAll();

console.log(`\n${table(pages)}`);
const lost = causes(pages);
if (lost) console.log(`\nAudits that cost points:\n${lost}`);
const warnings = new Set(pages.flatMap(page => page.warnings));
if (warnings.size > 0) console.log(`\nLighthouse warns:\n${[...warnings].map(warning => `  ${warning}`).join('\n')}`);
const missed = pages.flatMap(misses);
console.log(missed.length > 0 ? `\nTargets missed:\n${missed.map(miss => `  ${miss}`).join('\n')}` : '\nEvery target is met.');
process.exitCode = missed.length > 0 ? 1 : 0;

async function measureAll(): Promise<Judged[]> {
  // Longer than the whole takes, so that pages are the same at the end as at the beginning.
  const stack = await startStack({ secure: false, proofLasts: '12h' });
  try {
    const browser = await startBrowser();
    try {
      const pages: Judged[] = [];
      let signedIn = false;
      for (const place of chosen) {
        // Pages of both kinds have the same address. Those that want nobody signed in come first.
        if (place.signedIn && !signedIn) await signIn(browser, stack, 'octocat');
        signedIn = place.signedIn;
        console.error(`Measuring ${name(place)}`);
        pages.push({ place, ...(await measure(browser, `${stack.url}${place.path}`, runs)) });
      }
      return pages;
    } finally {
      await browser.close();
    }
  } finally {
    await stack.stop();
  }
}
