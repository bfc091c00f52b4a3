/** The emulator, as tests steer it. Its control endpoint is described in crates/github-emulator. */
export class GitHub {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** As it was when it started: no tokens, no faults, its usual settings. */
  reset(): Promise<void> {
    return this.send('POST', 'reset');
  }

  /** From now on, and until `times` requests have met it, GitHub fails in this way. */
  fault(fault: Fault): Promise<void> {
    return this.send('POST', 'faults', fault);
  }

  /** Changes settings of the emulator; its README lists them. */
  set(settings: Record<string, unknown>): Promise<void> {
    return this.send('PUT', 'settings', settings);
  }

  recover(): Promise<void> {
    return this.send('DELETE', 'faults');
  }

  /** The person withdraws the application's grant in GitHub's settings. */
  revoke(login: string): Promise<void> {
    return this.send('POST', 'revoke', { login });
  }

  /** How often this was asked, such as `GET /api/v3/user`. */
  async asked(request: string): Promise<number> {
    return (await this.counters()).requests[request] ?? 0;
  }

  /** How often the API was called at all. */
  async calls(): Promise<number> {
    return (await this.counters()).api;
  }

  /** The application's secret, and every code and token GitHub has given out. */
  async secrets(): Promise<string[]> {
    return (await this.get('secrets')) as string[];
  }

  /** How many access tokens open the API now. */
  async liveTokens(): Promise<number> {
    const tokens = (await this.get('tokens')) as { alive: boolean }[];
    return tokens.filter(token => token.alive).length;
  }

  private async counters(): Promise<{ requests: Record<string, number>; api: number }> {
    return (await this.get('counters')) as { requests: Record<string, number>; api: number };
  }

  private async get(path: string): Promise<unknown> {
    return (await this.control('GET', path)).json();
  }

  private async send(method: string, path: string, body?: unknown): Promise<void> {
    await this.control(method, path, body);
  }

  private async control(method: string, path: string, body?: unknown): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${this.url}/_control/${path}`, { method, ...json });
    if (!answer.ok) throw new Error(`${method} /_control/${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** Which requests go wrong, how, and how often; the kinds are those of the emulator's `FaultKind`. */
export type Fault = { method: string; path: string; times?: number } & (
  | { kind: 'html'; status: number }
  | { kind: 'rate_limited'; reset_in: number }
  | { kind: 'delay'; millis: number }
  | { kind: 'patch'; status?: number; headers?: Record<string, string>; json?: unknown; at?: Record<string, unknown> }
  | { kind: 'unauthorized' | 'garbage' | 'hang' | 'sso' }
);
