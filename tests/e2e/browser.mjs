// The page in a real browser, watched: what it asked for and what it complained about.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

import { Firefox } from './firefox.mjs';
import { serve } from './serve.mjs';

/** Whether the tests run in Firefox instead of Chromium. */
const IN_FIREFOX = process.env.BROWSER === 'firefox';

/** The browser that `variable` names, or the first of these names on PATH. */
function executable(variable, names) {
  if (process.env[variable]) return process.env[variable];
  for (const name of names) {
    for (const folder of process.env.PATH.split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here: the next folder.
      }
    }
  }
  throw new Error(`no ${names[0]} on PATH; \`cargo xtask setup\` installs it, or set ${variable} to one`);
}

/** Starts the browser that BROWSER names, Chromium with `more` arguments. The page has no network but its own server, so nothing needs the sandbox that root cannot have. */
export async function launch(more = []) {
  if (IN_FIREFOX) return new Firefox(executable('FIREFOX', ['firefox', 'firefox-esr']));
  return chromium.launch({
    executablePath: executable('CHROME', ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', ...more],
  });
}

/** The options of a test that only Chromium can be driven through, and why. */
export const chromiumOnly = (reason) => ({ skip: IN_FIREFOX && `only in Chromium: ${reason}` });

/**
 * Opens the page in a tab of its own and collects every request, failure and logged error from the first moment on.
 * `under` is the folder the page is served from, `hash` what follows `#`; other options are the browser context's.
 */
export async function openBare(browser, { under = '/', hash = '', ...options } = {}) {
  const server = await serve(under);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('requestfailed', (request) => {
    // Leaving or reloading the page cancels what is on its way: nobody's failure.
    const isCancelled = request.failure()?.errorText === 'net::ERR_ABORTED' && request.url().endsWith('/icon.svg');
    if (!isCancelled) complaints.push(`failed: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const close = async () => {
    await context.close();
    await server.close();
  };
  try {
    await page.goto(server.url + hash);
  } catch (error) {
    // An open server would keep the whole run waiting.
    await close();
    throw error;
  }
  return { page, url: server.url, requests, complaints, close };
}

/** The same for the test `t`, closed when it ends, however it ends. */
export async function open(t, browser, options) {
  const opened = await openBare(browser, options);
  t.after(opened.close);
  return opened;
}

/** Waits until the rows that are drawn are those of the shown run (`components/growing.rs`). */
export const drawn = (page) => page.waitForFunction(() => !document.querySelector('.settling'));

/** The timeline table of the first picture, which is there before the whole page is (`static/start.js`). */
export async function firstTimeline(page) {
  const table = page.getByRole('table', { name: 'Timeline' });
  await table.locator('tbody tr').first().waitFor();
  return table;
}

/** The timeline table, once it has been drawn and the page around it is whole: its bar has all that belongs in it. */
export async function timeline(page) {
  const table = await firstTimeline(page);
  await page.waitForFunction(() => !document.querySelector('.bar') || document.querySelector('.bar .picker'));
  await drawn(page);
  return table;
}

/** The sliders of the program's own parameters; those of the machine are in the same panel. */
export function sliders(page) {
  const panel = page.getByRole('region', { name: 'Program', exact: true });
  return panel.locator('input[type=range][id^=parameter-]');
}

/** Waits until `read` no longer gives `before`. */
export async function changed(read, before, within_ms = 5000) {
  const end = Date.now() + within_ms;
  let now = await read();
  while (now === before) {
    if (Date.now() > end) throw new Error(`nothing changed within ${within_ms} ms`);
    await new Promise((later) => setTimeout(later, 20));
    now = await read();
  }
  return now;
}

/** By how many pixels the page is wider than its window; scroll bars that take room are not the page's. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Picks a program of the gallery by its name. */
export async function choose(page, program) {
  const picker = page.locator('select', { has: page.locator(`option[value="${program}"]`) });
  await picker.selectOption(program);
}
