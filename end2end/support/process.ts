import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';

export interface Program {
  stop(): Promise<void>;
}

interface Start {
  program: string;
  args?: string[];
  env: Record<string, string>;
  cwd: string;
  /** Everything it prints. */
  log: string;
  /** Answers as soon as it serves. */
  ready: string;
}

/** Starts a program and waits until it serves. */
export async function start({ program, args = [], env, cwd, log, ready }: Start): Promise<Program> {
  const output = openSync(log, 'a');
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', output, output] });
  closeSync(output);

  let ended: string | undefined;
  const end = new Promise<void>(done => {
    child.once('error', error => { ended = String(error); done(); });
    child.once('exit', (code, signal) => { ended = `it ended with ${signal ?? code}`; done(); });
  });
  // Should this process be killed, nothing may stay behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);

  const deadline = Date.now() + 20_000;
  while (!(await answers(ready))) {
    if (ended || Date.now() > deadline) {
      kill();
      throw new Error(`${program} does not serve: ${ended ?? `no answer at ${ready}`}\n${readFileSync(log, 'utf8')}`);
    }
    await new Promise(resume => setTimeout(resume, 50));
  }

  return {
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(kill, 5_000);
      await end;
      clearTimeout(impatience);
      process.removeListener('exit', kill);
    },
  };
}

/** Serves on this machine, on a port of its own if none is named. */
export async function serve(server: HttpServer, port = 0): Promise<Program & { port: number }> {
  await new Promise<void>(done => server.listen(port, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}
