import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installed } from './installed.ts';
import { freePort } from './process.ts';

/** The system's Firefox, if there is one. Not any `firefox`: a snap can't read a profile that is made for a test. */
export const firefox = process.env.FIREFOX_PATH ?? installed(['firefox-esr']);

type Reply = { value?: unknown };

/**
 * Firefox as it is shipped, steered by Marionette, which it brings along: Playwright steers a Firefox of its own making, or
 * one newer than Debian's (Firefox Source Docs, "Marionette Protocol").
 */
export class Firefox {
  private readonly waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  private received = Buffer.alloc(0);
  private sent = 0;

  private constructor(private readonly child: ChildProcess, private readonly socket: Socket) {
    socket.on('data', data => this.take(data));
  }

  static async start(program: string, folder: string): Promise<Firefox> {
    const port = await freePort();
    const profile = join(folder, 'profile');
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, 'user.js'), `user_pref("marionette.port", ${port});\n`);
    const child = spawn(program, ['--headless', '--marionette', '--no-remote', '--profile', profile], {
      env: { PATH: process.env.PATH ?? '', HOME: folder },
      stdio: 'ignore',
    });
    process.once('exit', () => child.kill('SIGKILL'));
    const ended = new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', code => reject(new Error(`${program} ended with ${code}`)));
    });
    ended.catch(() => {});
    const firefox = new Firefox(child, await Promise.race([connect(port), ended]));
    await firefox.send('WebDriver:NewSession', { acceptInsecureCerts: true });
    return firefox;
  }

  async goto(url: string): Promise<void> {
    await this.send('WebDriver:Navigate', { url });
  }

  /** As the button does. */
  async back(): Promise<void> {
    await this.send('WebDriver:Back', {});
  }

  /** Waits for what is to be clicked: a page that goes on by itself may have been left for one that is not there yet. */
  async click(css: string): Promise<void> {
    const find = () => this.send('WebDriver:FindElement', { using: 'css selector', value: css });
    const deadline = Date.now() + 15_000;
    let reply = await find().catch(() => undefined);
    while (!reply && Date.now() < deadline) {
      await pause(50);
      reply = await find().catch(() => undefined);
    }
    const found = (reply ?? (await find())).value;
    await this.send('WebDriver:ElementClick', { id: Object.values(found as Record<string, string>)[0] });
  }

  async url(): Promise<string> {
    return String((await this.send('WebDriver:GetCurrentURL', {})).value);
  }

  /** What the page's script returns. */
  async run(script: string): Promise<unknown> {
    return (await this.send('WebDriver:ExecuteScript', { script, args: [], sandbox: null })).value;
  }

  /** What is to be read in the page. */
  async text(): Promise<string> {
    return String(await this.run('return document.body.innerText'));
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.socket.destroy();
    this.child.kill('SIGKILL');
    await ended;
  }

  private send(command: string, parameters: object): Promise<Reply> {
    const id = (this.sent += 1);
    const message = Buffer.from(JSON.stringify([0, id, command, parameters]));
    this.socket.write(`${message.length}:`);
    this.socket.write(message);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** Messages are `LENGTH:JSON`; the first one only says hello. */
  private take(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, error, reply] = message as [number, number, { message: string } | null, Reply | null];
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (error) waiting?.reject(new Error(error.message));
      else waiting?.resolve(reply ?? {});
    }
  }
}

async function connect(port: number): Promise<Socket> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const socket = createConnection({ host: '127.0.0.1', port });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}
