import type { Loss, Measured } from './measure.ts';
import { categories, name, type Place } from './pages.ts';

export type Judged = Measured & { place: Place };

const heads = ['Page', 'Performance', 'Accessibility', 'Best Practices', 'SEO', 'LCP', 'TBT', 'CLS', 'Bytes'];

/** One line a page. A score below its target is marked. */
export function table(pages: Judged[]): string {
  const rows = [heads, ...pages.map(row)];
  const widths = heads.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  const line = (row: string[]) => row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ');
  return rows.map(line).join('\n');
}

function row({ place, scores, lcp, tbt, cls, bytes }: Judged): string[] {
  const marked = categories.map(category => `${scores[category] < place.target[category] ? '! ' : ''}${scores[category]}`);
  return [name(place), ...marked, `${(lcp / 1000).toFixed(2)} s`, `${Math.round(tbt)} ms`, cls.toFixed(3), String(Math.round(bytes))];
}

/** Every audit that costs points, and where. */
export function causes(pages: Judged[]): string {
  return pages.flatMap(({ place, losses }) => losses.map(loss => cause(name(place), loss))).join('\n');
}

function cause(page: string, { category, audit, title, score, points }: Loss): string {
  return `  ${page}: ${category} -${points.toFixed(1)}: ${audit} (${score}): ${title}`;
}

export function misses({ place, scores }: Judged): string[] {
  return categories
    .filter(category => scores[category] < place.target[category])
    .map(category => `${name(place)}: ${category} is ${scores[category]}, not ${place.target[category]}`);
}
