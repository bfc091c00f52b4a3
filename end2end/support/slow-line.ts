import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { serve, type Program } from './process.ts';

/** A line so slow that the browser paints what it has before the rest of the page comes. */
export interface SlowLine extends Program {
  url: string;
}

// What makes a box of its own: a page may stop before any of them. Within a sentence words flow on as they come.
const boxes = /(?=<(?:header|nav|main|footer|section|div|form|fieldset|details|summary|dl|dt|dd|ul|ol|li|h[1-6]|p|label|select|input|button|svg|img|table|meter)\b)/;

// Of a hundred rows, the first show how rows behave.
const enough = 3;

/** Lays it to the server at this address. Pages come box by box, everything else as it is. */
export async function startSlowLine(target: string): Promise<SlowLine> {
  const { host } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, host, 'accept-encoding': 'identity' };
    const forwarded = get(new URL(incoming.url ?? '/', target), { headers }, answer => {
      // rawHeaders, because several Set-Cookie lines must stay several.
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      if (answer.headers['content-type']?.startsWith('text/html')) void dribble(answer, outgoing);
      else answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
  });
  const { port, stop } = await serve(server);
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function dribble(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const page = await text(answer);
  const seen = new Map<string, number>();
  for (const piece of page.split(boxes)) {
    const kind = /^<\w+(?: class="[^"]*")?/.exec(piece)?.[0] ?? '';
    const times = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, times);
    if (times <= enough) await pause(25);
    outgoing.write(piece);
  }
  outgoing.end();
}
