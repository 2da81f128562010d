// Pages that hold embeds, served beside the built page: the files of dist below `/page/`, others by what they are told.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { MEDIA_TYPES, serve } from './serve.mjs';

const MODULES = fileURLToPath(new URL('./node_modules/', import.meta.url));

/**
 * Opens `html`, made from the address of the built page on a server of its own, in a page on another origin; files
 * below `/modules/` are those of npm's packages.
 */
export async function openHost(t, browser, html, options = {}) {
  const built = await serve('/page/');
  const content = html(built.url);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    try {
      const body = pathname.startsWith('/modules/') ? await readFile(MODULES + pathname.slice('/modules/'.length)) : content;
      response.setHeader('Content-Type', MEDIA_TYPES[extname(pathname)] ?? 'text/html; charset=utf-8');
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const context = await browser.newContext(options);
  t.after(async () => {
    await context.close();
    server.closeAllConnections();
    server.close();
    await built.close();
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return { page, url: built.url, complaints };
}
