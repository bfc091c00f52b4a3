import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { GitHub } from './github.ts';
import { freePort, start, type Program } from './process.ts';
import { startTlsProxy, type Answer } from './tls-proxy.ts';

/** An emulator and a server in a folder of their own; with `secure` a TLS proxy before them. */
export interface Stack {
  /** The server's PUBLIC_URL. */
  url: string;
  github: GitHub;
  /** With `secure`: every answer of the server so far. */
  answers: Answer[];
  /** What the server printed. */
  log: string;
  /** The server again, knowing nobody. */
  startOver(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Behind a TLS proxy, as in production. */
  secure: boolean;
  /** `SESSION_FRESH`: for so long after it a sign-in or a reauthentication counts. */
  proofLasts: string;
}

export const root = resolve(import.meta.dirname, '../..');
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** The release folder under test, if it is one. */
export const release = process.env.GATEHOUSE_RELEASE && resolve(root, process.env.GATEHOUSE_RELEASE);

export const server = release ? join(release, 'gatehouse') : join(target, 'debug/gatehouse');
export const emulator = process.env.GATEHOUSE_EMULATOR ?? join(target, 'debug/github-emulator');

export async function startStack({ secure, proofLasts }: StackOptions): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'));
  const programs: Program[] = [];
  const answers: Answer[] = [];
  const stop = async () => {
    for (const program of programs.reverse()) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const github = await startEmulator(folder, programs);
    const port = await freePort();
    const publicPort = secure ? await freePort() : port;
    const url = `${secure ? 'https' : 'http'}://127.0.0.1:${publicPort}`;
    const log = join(folder, 'server.log');
    // The server wants one beside it or here. A release folder brings its own.
    if (!release) copyFileSync(join(root, 'Leptos.toml'), join(folder, 'Leptos.toml'));
    const environment = settings(folder, github, url, proofLasts);
    const startServer = () => start({
      program: server,
      // A folder of its own, and nothing of this process's environment: no .env and no setting of yours has a say.
      cwd: folder,
      env: { ...environment, LEPTOS_SITE_ADDR: `127.0.0.1:${port}`, ...(release ? {} : debugBuild) },
      log,
      ready: `http://127.0.0.1:${port}/healthz`,
    });
    let running = await startServer();
    programs.push({ stop: () => running.stop() });
    const startOver = async () => {
      await running.stop();
      for (const file of readdirSync(folder).filter(file => file.startsWith(database))) rmSync(join(folder, file));
      running = await startServer();
    };
    if (secure) programs.push(await startTlsProxy({ port: publicPort, target: port, folder, answers }));
    return { url, github, answers, log, startOver, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startEmulator(folder: string, programs: Program[]): Promise<GitHub> {
  const port = await freePort();
  // `localhost`, where the application is 127.0.0.1: GitHub is another site.
  const github = new GitHub(`http://localhost:${port}`);
  programs.push(await start({
    program: emulator,
    args: ['--port', String(port)],
    cwd: folder,
    env: {},
    log: join(folder, 'emulator.log'),
    ready: `${github.url}/`,
  }));
  return github;
}

const database = 'gatehouse.db';

function settings(folder: string, github: GitHub, url: string, proofLasts: string): Record<string, string> {
  return {
    PUBLIC_URL: url,
    GITHUB_CLIENT_ID: 'gatehouse-emulator',
    GITHUB_CLIENT_SECRET: 'emulator-secret-not-for-github',
    GITHUB_WEB_URL: github.url,
    GITHUB_API_URL: `${github.url}/api/v3`,
    SESSION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    SESSION_FRESH: proofLasts,
    DATABASE_URL: `sqlite://${join(folder, database)}`,
    // Every test comes from another network (fixtures.ts), so the limits on sign-ins stay as they are.
    TRUSTED_PROXIES: '127.0.0.1',
    RUST_LOG: 'info',
  };
}

/** What cargo-leptos tells a server that it starts itself. */
const debugBuild = {
  LEPTOS_OUTPUT_NAME: 'gatehouse',
  LEPTOS_SITE_ROOT: join(root, 'target/site'),
  LEPTOS_SITE_PKG_DIR: 'pkg',
  LEPTOS_HASH_FILES: 'false',
};
