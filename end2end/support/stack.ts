import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
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
  stop(): Promise<void>;
}

export const root = resolve(import.meta.dirname, '../..');
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** The release folder under test, if it is one. */
export const release = process.env.GATEHOUSE_RELEASE && resolve(root, process.env.GATEHOUSE_RELEASE);

export const server = release ? join(release, 'gatehouse') : join(target, 'debug/gatehouse');
export const emulator = process.env.GATEHOUSE_EMULATOR ?? join(target, 'debug/github-emulator');

export async function startStack(secure: boolean): Promise<Stack> {
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
    programs.push(await start({
      program: server,
      // A folder of its own, and nothing of this process's environment: no .env and no setting of yours has a say.
      cwd: folder,
      env: { ...settings(folder, github, url), LEPTOS_SITE_ADDR: `127.0.0.1:${port}`, ...(release ? {} : debugBuild) },
      log,
      ready: `http://127.0.0.1:${port}/healthz`,
    }));
    if (secure) programs.push(await startTlsProxy({ port: publicPort, target: port, folder, answers }));
    return { url, github, answers, log, stop };
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

function settings(folder: string, github: GitHub, url: string): Record<string, string> {
  return {
    PUBLIC_URL: url,
    GITHUB_CLIENT_ID: 'gatehouse-emulator',
    GITHUB_CLIENT_SECRET: 'emulator-secret-not-for-github',
    GITHUB_WEB_URL: github.url,
    GITHUB_API_URL: `${github.url}/api/v3`,
    SESSION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: `sqlite://${join(folder, 'gatehouse.db')}`,
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
