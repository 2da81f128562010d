// Firefox as the system packages it, spoken to over WebDriver BiDi: Playwright's own, patched one is nobody's browser.
//
// BiDi knows no emulated media and no clipboard permission, so both are preferences, with which a browser starts: there is
// one Firefox for each set of them that a test asks for.

import { firefox } from 'playwright-core';

const YES = 1;
const NO = 0;

/** What a browser has to start with so that its contexts are as `options` say, and the options that are left. */
function preferences({ colorScheme, reducedMotion, forcedColors, permissions = [], hasTouch, ...options }) {
  const firefoxUserPrefs = {
    'ui.systemUsesDarkTheme': colorScheme === 'dark' ? YES : NO,
    'ui.prefersReducedMotion': reducedMotion === 'reduce' ? YES : NO,
    'ui.useAccessibilityTheme': forcedColors === 'active' ? YES : NO,
    'browser.display.document_color_use': forcedColors === 'active' ? 2 : 0,
    'dom.events.testing.asyncClipboard': permissions.includes('clipboard-read'),
    // The pages are served by this machine and have no network but that.
    'app.update.auto': false,
    'browser.safebrowsing.malware.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
  };
  return { firefoxUserPrefs, options };
}

/** Stands for a browser of Playwright's: contexts in as many Firefoxes as they need. */
export class Firefox {
  #executablePath;
  #started = new Map();

  constructor(executablePath) {
    this.#executablePath = executablePath;
  }

  async newContext(wanted = {}) {
    const { firefoxUserPrefs, options } = preferences(wanted);
    const key = JSON.stringify(firefoxUserPrefs);
    if (!this.#started.has(key)) {
      const executablePath = this.#executablePath;
      this.#started.set(key, firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs }));
    }
    const browser = await this.#started.get(key);
    return browser.newContext(options);
  }

  async close() {
    for (const browser of this.#started.values()) await (await browser).close();
  }
}
