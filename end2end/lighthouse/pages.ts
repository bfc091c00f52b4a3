/** The categories, in the order of the table. */
export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

export type Category = (typeof categories)[number];
export type Scores = Record<Category, number>;

export interface Place {
  path: string;
  signedIn: boolean;
  /** The least score of each category. */
  target: Scores;
}

const perfect: Scores = { performance: 100, accessibility: 100, 'best-practices': 100, seo: 100 };
// Simulated throttling differs by a few points from run to run and from machine to machine.
const fast: Scores = { ...perfect, performance: 95 };

const signedIn = ['/', '/profile', '/repositories', '/activity', '/inside', '/devices', '/settings', '/reauthenticate'];

export const places: Place[] = [
  { path: '/', signedIn: false, target: perfect },
  { path: '/sign-in', signedIn: false, target: fast },
  ...signedIn.map(path => ({ path, signedIn: true, target: fast })),
];

export function name({ path, signedIn }: Place): string {
  return signedIn ? `${path} (signed in)` : path;
}
