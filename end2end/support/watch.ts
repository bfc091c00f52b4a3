import { expect, type BrowserContext } from '@playwright/test';

/** Everything that went wrong in the pages of a test without anybody looking. */
export class Watch {
  private readonly problems: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** From now on this browser, too. */
  async over(context: BrowserContext): Promise<void> {
    const note = (problem: string) => this.problems.push(problem);
    context.on('console', message => {
      // The line Chromium writes for an answer of 400 and above; answers are judged below, where their kind is known.
      const ofAnswer = message.text().startsWith('Failed to load resource: the server responded');
      const asleep = message.text().startsWith('The island did not wake');
      if ((['error', 'warning'].includes(message.type()) && !ofAnswer) || asleep) note(`console ${message.type()}: ${message.text()}`);
    });
    context.on('weberror', error => note(`page error: ${error.error().message}`));
    context.on('response', answer => {
      // A page may answer with an error; the test that goes there looks at it. What a page loads may not.
      if (answer.status() >= 400 && !answer.request().isNavigationRequest()) note(`${answer.status()}: ${answer.url()}`);
    });
    context.on('requestfailed', request => {
      const reason = request.failure()?.errorText ?? '';
      // Aborted: the page was left before a picture had come.
      if (!['net::ERR_ABORTED', 'NS_BINDING_ABORTED'].includes(reason)) note(`${reason}: ${request.url()}`);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', event => {
        console.error(`CSP report: ${event.effectiveDirective} refused ${event.blockedURI || 'inline'}`);
      });
    });
  }

  /** Says that this will happen, and is meant to. */
  allow(problem: RegExp): void {
    this.allowed.push(problem);
  }

  /** A page that is open when its session ends, or another takes its place, may ask by itself, and be told. */
  allowEnding(): void {
    this.allow(/^(401|409): .*\/auth\/status\?lineage=\w+$/);
  }

  /** Without scripts Chromium refuses what the page preloads for them, or says that nothing used it. */
  allowUnusedPreloads(): void {
    this.allow(/^csp: .*\/pkg\/[^/]*\.js$/);
    this.allow(/^console warning: The resource .*\.wasm was preloaded .* but not used/);
  }

  assertQuiet(): void {
    const unexpected = this.problems.filter(problem => !this.allowed.some(allowed => allowed.test(problem)));
    expect(unexpected, 'nothing goes wrong in the pages').toEqual([]);
  }
}
