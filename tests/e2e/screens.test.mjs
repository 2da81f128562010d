// How each tab looks, at a desk and on a phone, light and dark: compared with the pictures in `screens/`.
//
// `UPDATE_EXPECT=1 node --test screens.test.mjs` draws them anew. The comparison forgives what fonts and machines draw
// differently; a difference is kept beside the picture as `<name>.new.png`.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { chromiumOnly, launch, open, timeline } from './browser.mjs';

const FOLDER = fileURLToPath(new URL('./screens/', import.meta.url));
const TABS = ['One core', 'Many cores', 'Event loop', 'M:N', 'Compare', 'All outcomes'];
const WIDTHS = [1280, 360];
const THEMES = ['light', 'dark'];
/** So much of a picture may differ, in thousandths. */
const MOST_PERMILLE = 25;

let browser;

before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await launch();
});

after(() => browser.close());

/** How much two pictures differ, in thousandths; all of it when their sizes are not alike. */
function difference(one, other) {
  const [left, right] = [PNG.sync.read(one), PNG.sync.read(other)];
  const tall = Math.abs(left.height - right.height);
  if (left.width !== right.width || tall > 40) return 1000;
  const [width, height] = [left.width, Math.min(left.height, right.height)];
  const cut = (picture) => picture.data.subarray(0, width * height * 4);
  const pixels = pixelmatch(cut(left), cut(right), undefined, width, height, { threshold: 0.2 });
  return (1000 * pixels) / (width * height);
}

function compare(name, picture) {
  const file = `${FOLDER}${name}.png`;
  const fresh = `${FOLDER}${name}.new.png`;
  if (process.env.UPDATE_EXPECT || !existsSync(file)) {
    writeFileSync(file, picture);
    return 0;
  }
  const permille = difference(readFileSync(file), picture);
  if (permille > MOST_PERMILLE) writeFileSync(fresh, picture);
  else rmSync(fresh, { force: true });
  return permille;
}

for (const colorScheme of THEMES) {
  for (const width of WIDTHS) {
    test(`tabs at ${width} px, ${colorScheme}`, chromiumOnly('the pictures are drawn by Chromium'), async (t) => {
      const viewport = { width, height: width === 360 ? 740 : 900 };
      const options = { viewport, colorScheme, reducedMotion: 'reduce', hash: '#v=1&program=main-and-child&at=1000000000&lang=en' };
      const { page, complaints } = await open(t, browser, options);
      await timeline(page);
      const differing = [];
      for (const name of TABS) {
        await page.getByRole('tab', { name }).click();
        // A search that is still going on looks different every time.
        if (name === 'All outcomes') await page.getByRole('button', { name: 'Search again' }).waitFor();
        await page.waitForTimeout(600);
        await page.evaluate(() => document.activeElement?.blur());
        const slug = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${width}-${colorScheme}`;
        const permille = compare(slug, await page.screenshot({ fullPage: true }));
        if (permille > MOST_PERMILLE) differing.push(`${slug}: ${permille.toFixed(1)} ‰`);
      }
      assert.deepEqual(differing, []);
      assert.deepEqual(complaints, []);
    });
  }
}
