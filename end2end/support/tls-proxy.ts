import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { serve, type Program } from './process.ts';

/** One answer, as it went to the browser. */
export interface Answer {
  url: string;
  /** Name and value by turns, as sent. */
  headers: string[];
  /** Unpacked, a character a byte. */
  body: string;
}

interface Proxy {
  port: number;
  target: number;
  /** Where the certificate is made. */
  folder: string;
  /** Takes every answer. */
  answers: Answer[];
}

/** What stands before Gatehouse in production: TLS ends here, and the headers say who asked. */
export async function startTlsProxy({ port, target, folder, answers }: Proxy): Promise<Program> {
  const server = createServer(selfSigned(folder), (incoming, outgoing) => {
    const { method, url: path = '/', socket } = incoming;
    const client = [incoming.headers['x-forwarded-for'], socket.remoteAddress].flat().join(', ');
    // Node 20 unpacks no zstd.
    const packing = { 'accept-encoding': 'gzip, br' };
    const headers = { ...incoming.headers, ...packing, 'x-forwarded-for': client, 'x-forwarded-proto': 'https' };
    const forwarded = request({ host: '127.0.0.1', port: target, method, path, headers }, answer => {
      // rawHeaders, because several Set-Cookie lines must stay several.
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
      record(answer, path, answers);
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  return serve(server, port);
}

function record(answer: IncomingMessage, url: string, answers: Answer[]): void {
  const parts: Buffer[] = [];
  answer.on('data', part => parts.push(part));
  answer.on('end', () => {
    const body = unpack(Buffer.concat(parts), answer.headers['content-encoding']);
    answers.push({ url, headers: answer.rawHeaders, body: body.toString('latin1') });
  });
}

function unpack(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0) return body;
  if (encoding === 'br') return brotliDecompressSync(body);
  return encoding === 'gzip' ? gunzipSync(body) : body;
}

function selfSigned(folder: string): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...curve, ...subject, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
