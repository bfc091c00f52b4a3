import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { emulator, root, server } from './stack.ts';

/** Before the first worker: what the tests start must be there. */
export default function setup(): void {
  if (!process.env.GATEHOUSE_EMULATOR) {
    execFileSync('cargo', ['build', '--quiet', '--package', 'github-emulator'], { cwd: root, stdio: 'inherit' });
  }
  for (const [program, command] of [[emulator, 'cargo build --package github-emulator'], [server, 'cargo leptos build']]) {
    if (!existsSync(program)) throw new Error(`There is no ${program}. Make it with: ${command}`);
  }
}
