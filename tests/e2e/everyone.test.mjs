// For everyone: by keys alone, by finger, with large text, without motion, in the reader's own colours, on paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, chromiumOnly, launch, open, overflow, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const TABS = ['One core', 'Many cores', 'Event loop', 'M:N', 'Compare', 'All outcomes'];

/** Presses Tab until what has the focus is what `isIt`, a function for the page, says. */
async function tabTo(page, isIt, argument) {
  for (let press = 0; press < 120; press += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(isIt, argument)) return;
  }
  throw new Error(`120 times Tab do not lead there: ${isIt}`);
}

const hasRole = (role) => document.activeElement?.getAttribute('role') === role;
const isButton = (name) => document.activeElement?.matches('button') && document.activeElement.textContent.includes(name);

test('every tab is reached, and what it is for is done, by keys alone', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&program=two-locks&tab=one-core&lang=en' });
  await timeline(page);
  await tabTo(page, hasRole, 'tab');
  for (const name of TABS) {
    const tab = page.getByRole('tab', { name, selected: true });
    await tab.waitFor();
    assert.ok(await tab.evaluate((node) => node === document.activeElement), `${name} has the focus`);
    await timeline(page);
    if (name !== TABS.at(-1)) await page.keyboard.press('ArrowRight');
  }
  const region = page.getByRole('region', { name: 'All outcomes' });
  await region.getByText('complete: there are no others').waitFor();
  const table = await timeline(page);
  const before = await table.innerText();
  await tabTo(page, isButton, 'deadlock');
  await page.keyboard.press('Enter');
  await changed(() => table.innerText(), before);
  await tabTo(page, (name) => document.activeElement?.getAttribute('aria-label') === name, 'Step back');
  const instant = page.locator('.transport .instant');
  const late = await instant.innerText();
  await page.keyboard.press('Enter');
  await changed(() => instant.innerText(), late);
  // A cell of the table, and from it the sentence about it.
  await tabTo(page, () => document.activeElement?.matches('.row button'));
  await page.keyboard.press('Enter');
  await page.locator('.row[aria-current=time]').waitFor();
  await tabTo(page, () => Boolean(document.activeElement?.closest('.why')));
  assert.deepEqual(complaints, []);
});

test('a finger drags a literal', chromiumOnly('WebDriver BiDi, as Playwright speaks it, has no finger that moves'), async (t) => {
  const viewport = { width: 800, height: 900 };
  const { page, complaints } = await open(t, browser, { hasTouch: true, viewport, hash: '#v=1&program=main-and-child&lang=en' });
  const table = await timeline(page);
  const before = await table.innerText();
  const literal = page.locator('.source .literal').last();
  await literal.scrollIntoViewIfNeeded();
  const text = await literal.innerText();
  const box = await literal.boundingBox();
  const session = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = (type, ...touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', { x, y });
  for (let step = 1; step <= 10; step += 1) await touch('touchMove', { x: x + step * 8, y });
  await touch('touchEnd');
  await changed(() => table.innerText(), before);
  assert.notEqual(await page.locator('.source .literal').last().innerText(), text);
  // What stands over the text has changed in height; the literal has stayed under the finger.
  const now = await page.locator('.source .literal').last().boundingBox();
  assert.ok(Math.abs(now.y - box.y) < 4, `from ${box.y} to ${now.y}`);
  assert.deepEqual(complaints, []);
});

test('nothing moves by itself where motion is not wanted', async (t) => {
  const moves = () => {
    const all = [...document.querySelectorAll('*')].flatMap((node) => ['', '::before', '::after'].map((part) => getComputedStyle(node, part || null)));
    const isLong = (times) => times.split(',').some((time) => Number.parseFloat(time) > 0);
    return all.filter((style) => isLong(style.transitionDuration) || (style.animationName !== 'none' && isLong(style.animationDuration))).length;
  };
  const still = await open(t, browser, { reducedMotion: 'reduce' });
  await timeline(still.page);
  assert.equal(await still.page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches), true);
  assert.equal(await still.page.evaluate(moves), 0);
  // Time still plays when it is told to: that is no decoration.
  await still.page.keyboard.press('Home');
  await still.page.getByRole('button', { name: 'Play', exact: true }).click();
  await still.page.getByRole('button', { name: 'Pause' }).waitFor();
  const moving = await open(t, browser, { reducedMotion: 'no-preference' });
  await timeline(moving.page);
  assert.ok((await moving.page.evaluate(moves)) > 0, 'the check sees motion where it is allowed');
});

/** Doubles the text and nothing else, as browsers that enlarge only text do. */
function doubleText() {
  const nodes = [...document.querySelectorAll('body, body *')].filter((node) => node instanceof HTMLElement);
  const sizes = nodes.map((node) => [node, getComputedStyle(node)]).map(([node, { fontSize, lineHeight }]) => [node, fontSize, lineHeight]);
  for (const [node, fontSize, lineHeight] of sizes) {
    node.style.fontSize = `${Number.parseFloat(fontSize) * 2}px`;
    if (lineHeight !== 'normal') node.style.lineHeight = `${Number.parseFloat(lineHeight) * 2}px`;
  }
}

for (const width of [1280, 700]) {
  test(`text at 200 % is neither cut off nor covered, ${width} px`, async (t) => {
    const { page, complaints } = await open(t, browser, { viewport: { width, height: 900 }, hash: '#v=1&program=main-and-child&lang=en' });
    await timeline(page);
    await page.evaluate(doubleText);
    await page.waitForTimeout(300);
    const cut = await page.evaluate(() => {
      const scrolls = (node) => /auto|scroll/.test(getComputedStyle(node).overflowX);
      const found = [];
      for (const node of document.querySelectorAll('button, label, output, h2, h3, td, th, dd, dt, p, .legend .entry, .said')) {
        if (!node.innerText?.trim() || node.closest('.unseen')) continue;
        const { left, right, top, bottom } = node.getBoundingClientRect();
        if (right <= left) continue;
        const isCut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible';
        for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
          const clip = box.getBoundingClientRect();
          if (scrolls(box)) break;
          // A box that is none, only its parts stand in the page.
          if (clip.width === 0) continue;
          const hides = getComputedStyle(box).overflowX === 'hidden' && (right > clip.right + 1 || bottom > clip.bottom + 1 || left < clip.left - 1 || top < clip.top - 1);
          if (hides) found.push(`${node.className || node.tagName} "${node.innerText.slice(0, 30)}" in ${box.className}`);
        }
        if (isCut) found.push(`${node.className || node.tagName} "${node.innerText.slice(0, 30)}"`);
      }
      return found;
    });
    assert.deepEqual(cut, []);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(complaints, []);
  });
}

test("in the reader's own colours selection and states are still there", async (t) => {
  const { page, complaints } = await open(t, browser, { forcedColors: 'active', hash: '#v=1&program=two-locks&lang=en' });
  await timeline(page);
  assert.equal(await page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
  await page.locator('.row .time').first().click();
  for (const part of ['.tab.on', '.row.now']) {
    const outline = await page.locator(part).first().evaluate((node) => getComputedStyle(node).outlineStyle);
    assert.equal(outline, 'solid', part);
  }
  const canvas = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'CanvasText';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  assert.equal(await page.locator('.bars .running').first().evaluate((node) => getComputedStyle(node).fill), canvas);
  assert.deepEqual(complaints, []);
});

test('on paper everything is there, dark on light, and nothing to press', chromiumOnly('WebDriver BiDi cannot say that a page is printed'), async (t) => {
  const { page, complaints } = await open(t, browser, { colorScheme: 'dark', hash: '#v=1&program=two-children&lang=en' });
  await timeline(page);
  // The width of a sheet of A4 between usual margins.
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.waitForTimeout(300);
  assert.equal(await overflow(page), 0);
  for (const part of ['.source', '.chart', '.legend', '.timeline table', '.output .printed', '.metrics']) {
    assert.ok(await page.locator(part).first().isVisible(), part);
  }
  for (const part of ['.transport', '.buttons', '.splitter', '.tab:not(.on)']) {
    assert.equal(await page.locator(part).filter({ visible: true }).count(), 0, part);
  }
  const shade = (part, property) =>
    page.locator(part).first().evaluate((node, property) => {
      const [red, green, blue] = getComputedStyle(node)[property].match(/\d+/g).map(Number);
      return (red + green + blue) / 3;
    }, property);
  assert.ok((await shade('body', 'color')) < 80);
  assert.ok((await shade('.panel', 'backgroundColor')) > 240);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('.source, .lanes, .printed, .timeline .scroll, .panel')].filter(
      (node) => getComputedStyle(node).overflowY !== 'visible' && node.scrollHeight > node.clientHeight + 1,
    ).map((node) => node.className),
  );
  assert.deepEqual(cut, []);
  assert.ok((await page.pdf({ format: 'A4' })).length > 10_000);
  assert.deepEqual(complaints, []);
});
