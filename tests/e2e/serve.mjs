// A server for the built page on a free port of this machine: what any static web host does, and nothing more.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

export const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** The file of the page that a request names, seen from `under`, or nothing if it leads elsewhere. */
function fileOf(url, under, folder) {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  if (!path.startsWith(under)) return undefined;
  const file = normalize(join(folder, path.slice(under.length) || 'index.html'));
  return file.startsWith(normalize(folder + sep)) ? file : undefined;
}

/**
 * Serves the page below the path `under`, since it has to work in any folder of a larger site.
 * Gives its address and a function that ends it; its `onRequest` is told of every request.
 */
export async function serve(under = '/', folder = DIST) {
  const served = {};
  const server = createServer(async (request, response) => {
    served.onRequest?.(request.url);
    const file = fileOf(request.url, under, folder);
    try {
      const content = await readFile(file);
      response.setHeader('Content-Type', MEDIA_TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(content);
    } catch {
      response.statusCode = 404;
      response.end('there is no such file\n');
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return Object.assign(served, { url: `http://127.0.0.1:${server.address().port}${under}`, close });
}
