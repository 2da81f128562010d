// The layout: panes that resize and remember, first paint without jumps, the key sheet, visible focus, zoom, quiet motion.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, choose, chromiumOnly, firstTimeline, launch, open, overflow, sliders, timeline } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser.close());

const widthOf = (page, part) => page.locator(part).first().evaluate((node) => Math.round(node.getBoundingClientRect().width));

test('panes resize by drag and by keys, are remembered, and Enter gives them back', async (t) => {
  const { page, complaints } = await open(t, browser, { viewport: { width: 1400, height: 900 } });
  await timeline(page);
  const line = page.getByRole('separator', { name: 'Width of the program' });
  const before = await widthOf(page, '.program');
  const box = await line.boundingBox();
  await page.mouse.move(box.x + 7, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 107, box.y + 210, { steps: 5 });
  await page.mouse.up();
  assert.ok(Math.abs((await widthOf(page, '.program')) - before - 100) <= 2);
  await line.focus();
  await page.keyboard.press('ArrowLeft');
  const chosen = await widthOf(page, '.program');
  assert.ok(Math.abs(chosen - before - 84) <= 2);
  const output = page.getByRole('separator', { name: 'Width of the output' });
  const narrow = await widthOf(page, '.output');
  await output.focus();
  await page.keyboard.press('ArrowLeft');
  assert.ok(Math.abs((await widthOf(page, '.output')) - narrow - 16) <= 2);
  await page.waitForLoadState('networkidle');
  await page.reload();
  await timeline(page);
  assert.equal(await widthOf(page, '.program'), chosen);
  await line.press('Enter');
  await changed(() => widthOf(page, '.program'), chosen);
  assert.equal(await widthOf(page, '.program'), before);
  assert.deepEqual(complaints, []);
});

test('text and lanes resize in height by drag and by keys, and are remembered', async (t) => {
  const viewport = { width: 1400, height: 900 };
  const { page, complaints } = await open(t, browser, { viewport, hash: '#v=1&program=many-sleepers&lang=en' });
  await timeline(page);
  const heightOf = (part) => page.locator(part).first().evaluate((node) => Math.round(node.getBoundingClientRect().height));
  const before = await heightOf('.source');
  const line = page.getByRole('separator', { name: 'Height of the program' });
  const box = await line.boundingBox();
  await page.mouse.move(box.x + 100, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 110, box.y + box.height / 2 - 90, { steps: 5 });
  await page.mouse.up();
  assert.ok(Math.abs((await heightOf('.source')) - before + 90) <= 2);
  await line.focus();
  await page.keyboard.press('ArrowUp');
  const chosen = await heightOf('.source');
  assert.ok(Math.abs(chosen - before + 106) <= 2);
  const source = page.locator('.source');
  assert.ok(await source.evaluate((node) => node.scrollHeight > node.clientHeight), 'the text scrolls');
  const lanes = page.getByRole('separator', { name: 'Height of the lanes' });
  const tall = await heightOf('.lanes');
  await lanes.focus();
  await page.keyboard.press('ArrowUp');
  assert.ok((await heightOf('.lanes')) < tall);
  await page.waitForLoadState('networkidle');
  await page.reload();
  await timeline(page);
  assert.equal(await heightOf('.source'), chosen);
  await line.press('Enter');
  await changed(() => heightOf('.source'), chosen);
  assert.equal(await heightOf('.source'), before);
  assert.deepEqual(complaints, []);
});

test('a double click gives a pane its own size back', chromiumOnly('Playwright makes two clicks of it over WebDriver BiDi, no double one'), async (t) => {
  const { page, complaints } = await open(t, browser, { viewport: { width: 1400, height: 900 } });
  await timeline(page);
  const before = await widthOf(page, '.program');
  const line = page.getByRole('separator', { name: 'Width of the program' });
  await line.press('ArrowRight');
  const wide = await changed(() => widthOf(page, '.program'), before);
  await line.dblclick();
  assert.equal(await changed(() => widthOf(page, '.program'), wide), before);
  assert.deepEqual(complaints, []);
});

test('nothing jumps while the page comes up', chromiumOnly('Firefox does not tell of layout shifts'), async (t) => {
  const { page, complaints } = await open(t, browser, { viewport: { width: 1280, height: 900 } });
  await timeline(page);
  await page.waitForTimeout(300);
  const shift = await page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 200);
      }),
  );
  assert.ok(shift < 0.1, `layout shift of ${shift.toFixed(3)}`);
  assert.deepEqual(complaints, []);
});

/** The page as a first visitor sees it; it becomes whole when it is let go. */
async function firstPicture(t, viewport) {
  const { page, complaints } = await open(t, browser, { viewport, serviceWorkers: 'block' });
  // Whoever is remembered is no first visitor.
  await page.waitForFunction(() => localStorage.length > 0);
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route('**/web_rest.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await firstTimeline(page);
  return { page, complaints, letGo };
}

for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
  const name = `at ${viewport.width} px the first picture does not wait for the rest of the page, and nothing jumps when it comes`;
  test(name, chromiumOnly('Firefox cannot hold a request back'), async (t) => {
    const { page, complaints, letGo } = await firstPicture(t, viewport);
    assert.equal(await page.getByRole('button', { name: 'Share' }).count(), 0);
    const places = () =>
      page.evaluate(() =>
        ['.bar', '.mark svg', '.program', '.source', '.controls', '.run-panel', '.tabs', '.lanes', '.legend', '.timeline', '.output'].map((part) => {
          const { top, left, width } = document.querySelector(part).getBoundingClientRect();
          return `${part} ${top} ${left} ${width}`;
        }),
      );
    const before = await places();
    letGo();
    await page.getByRole('button', { name: 'Share' }).waitFor();
    await page.locator('.metrics').waitFor();
    assert.deepEqual(await places(), before);
    assert.deepEqual(complaints, []);
  });
}

test('what a reader does before the page is whole happens when it is', chromiumOnly('Firefox cannot hold a request back'), async (t) => {
  const { page, complaints, letGo } = await firstPicture(t, { width: 1280, height: 900 });
  const tab = page.getByRole('tab', { name: 'One core' });
  await tab.click();
  await page.keyboard.press('?');
  assert.equal(await tab.getAttribute('aria-selected'), 'false');
  letGo();
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  assert.equal(await tab.getAttribute('aria-selected'), 'true');
  assert.deepEqual(complaints, []);
});

test('a drag along the lanes before the page is whole happens when it is, and is over then', chromiumOnly('Firefox cannot hold a request back'), async (t) => {
  const { page, complaints, letGo } = await firstPicture(t, { width: 1280, height: 900 });
  const chart = await page.locator('.chart').boundingBox();
  const at = (share) => [chart.x + chart.width * share, chart.y + chart.height * 0.6];
  const end = await page.locator('.row .time').last().innerText();
  await page.mouse.move(...at(0.3));
  await page.mouse.down();
  await page.mouse.move(...at(0.6), { steps: 4 });
  // Where it ends, nobody listens.
  await page.mouse.move(5, 5);
  await page.mouse.up();
  assert.equal(await page.locator('.flag-time').count(), 0);
  letGo();
  const time = page.locator('.flag-time').first();
  const dragged = await changed(() => time.textContent(), end);
  await page.mouse.move(...at(0.9));
  await page.waitForTimeout(100);
  assert.equal(await time.textContent(), dragged);
  assert.deepEqual(complaints, []);
});

test('the key sheet opens, holds the focus and gives it back', async (t) => {
  const { page, complaints } = await open(t, browser);
  await timeline(page);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await sheet.waitFor();
  for (const key of ['Space', 'F', 'Home', '?']) await sheet.getByText(key, { exact: true }).first().waitFor();
  assert.ok(await page.evaluate(() => Boolean(document.activeElement?.closest('[role=dialog]'))));
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => Boolean(document.activeElement?.closest('[role=dialog]'))));
  await page.keyboard.press('Escape');
  assert.equal(await sheet.count(), 0);
  assert.deepEqual(complaints, []);
});

test('the editor shows its focus about the whole of its pane', async (t) => {
  const { page } = await open(t, browser);
  await timeline(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.waitForFunction(() => document.activeElement?.classList.contains('cm-content'));
  const found = await page.evaluate(() => {
    const pane = document.querySelector('.editor');
    const style = getComputedStyle(pane, '::after');
    return { outline: style.outlineStyle, isWhole: pane.clientWidth === pane.parentElement.clientWidth, inner: getComputedStyle(pane.querySelector('.cm-editor')).outlineStyle };
  });
  assert.deepEqual(found, { outline: 'solid', isWhole: true, inner: 'none' });
});

test('whatever has the focus shows it', async (t) => {
  const { page } = await open(t, browser);
  await timeline(page);
  for (let turn = 0; turn < 40; turn += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return 'body';
      const style = getComputedStyle(node);
      return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0 ? '' : node.outerHTML.slice(0, 120);
    });
    if (outline === 'body') break;
    assert.equal(outline, '');
  }
});

test('at 200 % nothing is lost, and nothing moves by itself where motion is not wanted', async (t) => {
  // 200 % of a window of 1280 pixels leaves 640.
  const { page, complaints } = await open(t, browser, { viewport: { width: 640, height: 450 }, reducedMotion: 'reduce' });
  await timeline(page);
  assert.equal(await overflow(page), 0);
  for (const name of ['Program', 'Lanes', 'Output']) {
    assert.ok(await page.getByRole('region', { name, exact: true }).isVisible(), name);
  }
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  assert.deepEqual(complaints, []);
});

test('a run that changes keeps scroll, zoom and selection', async (t) => {
  const { page, complaints } = await open(t, browser, { viewport: { width: 1280, height: 600 } });
  await timeline(page);
  await choose(page, 'two-children');
  await page.waitForFunction(() => document.querySelectorAll('.row').length > 8);
  await page.locator('.row').nth(3).locator('.deed').first().click();
  await page.keyboard.press('w');
  await page.evaluate(() => scrollTo(0, 120));
  const line = await page.locator('.line.picked .gutter').innerText();
  const slider = page.locator('input[type=range][id^=parameter-]').first();
  await slider.evaluate((node) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(node, String(Number(node.value) + Number(node.step || 1)));
    node.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => scrollY), 120);
  assert.equal(await page.locator('.line.picked .gutter').innerText(), line);
  await page.getByRole('button', { name: 'Whole run' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('all sliders begin at one line, and no line ends between a number and its unit', async (t) => {
  for (const width of [1280, 360]) {
    const { page, complaints } = await open(t, browser, { viewport: { width, height: 800 }, hash: '#v=1&program=two-children&lang=en' });
    await timeline(page);
    const lefts = await page.locator('.controls input[type=range]').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    assert.ok(lefts.length > 4);
    assert.deepEqual([...new Set(lefts)], [lefts[0]]);
    const lengths = page.locator('.timeline .length');
    assert.equal(await lengths.first().textContent(), '500 ms');
    assert.deepEqual(await lengths.evaluateAll((all) => all.filter((one) => one.getClientRects().length > 1).length), 0);
    assert.deepEqual(complaints, []);
  }
});

test('when a moved slider has changed the table, the text says the same', async (t) => {
  const { page, complaints } = await open(t, browser, { hash: '#v=1&program=one-child&lang=en' });
  await timeline(page);
  const slider = sliders(page).first();
  await slider.focus();
  for (let turn = 0; turn < 5; turn += 1) {
    const before = await page.locator('.timeline table').innerText();
    await page.keyboard.press('ArrowRight');
    await changed(() => page.locator('.timeline table').innerText(), before);
    const value = await slider.inputValue();
    assert.equal(await page.locator('.source .literal').first().innerText(), value);
  }
  assert.deepEqual(complaints, []);
});
