// The teachers' page: its language, its live examples (made from the very text that is copied), its buttons.

const root = document.documentElement;
const saved = new URLSearchParams(location.search).get('lang');

function setLanguage(lang) {
  root.dataset.lang = lang;
  root.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = lang === 'zh' ? '在教学中使用 Interleave' : 'Teaching with Interleave';
}

setLanguage((saved ?? navigator.language).startsWith('zh') ? 'zh' : 'en');

document.getElementById('language').addEventListener('click', () => setLanguage(root.dataset.lang === 'zh' ? 'en' : 'zh'));

/** Where this page lies; examples carry it in place of `HERE`. */
const here = new URL('./', location.href).href;

function word(lang, text) {
  const span = document.createElement('span');
  span.className = lang;
  span.textContent = text;
  return span;
}

for (const example of document.querySelectorAll('.example')) {
  const code = example.querySelector('code');
  const text = code.textContent.trim().replaceAll('HERE/', here);
  code.textContent = text;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(word('en', 'Copy'), word('zh', '复制'));
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text).catch(() => {});
    button.replaceChildren(word('en', 'Copied'), word('zh', '已复制'));
  });
  const bar = document.createElement('div');
  bar.className = 'bar';
  bar.append(button);
  example.prepend(bar);
  if (!('live' in example.dataset)) continue;
  // Read as a page of its own, so that no script in it runs here: elements alone are taken over.
  const live = new DOMParser().parseFromString(text, 'text/html');
  for (const element of live.body.querySelectorAll('iframe, interleave-timeline')) example.append(document.importNode(element, true));
}
