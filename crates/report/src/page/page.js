(() => {
  const rows = [...document.querySelectorAll('tbody tr')];
  const slider = document.getElementById('row');
  const lines = document.querySelectorAll('.source li');
  const printed = document.querySelectorAll('.output span');
  const lanes = document.querySelector('.lanes');
  const playhead = document.getElementById('playhead');
  const { from, to, end } = lanes.dataset;
  function show(row) {
    const now = Math.max(0, Math.min(rows.length - 1, row));
    if (rows.length === 0) return;
    slider.value = now;
    const at = Number(rows[now].dataset.at);
    rows.forEach((each, number) => {
      each.className = number === now ? 'now' : number > now ? 'later' : '';
      if (number === now) each.setAttribute('aria-current', 'time');
      else each.removeAttribute('aria-current');
    });
    const busy = rows[now].dataset.lines.split(' ');
    lines.forEach((line, number) => line.classList.toggle('now', busy.includes(String(number + 1))));
    printed.forEach((piece) => piece.classList.toggle('later', Number(piece.dataset.at) > at));
    document.getElementById('time').textContent = `${rows[now].cells[0].textContent} s`;
    const share = Number(end) > 0 ? at / Number(end) : 0;
    playhead.style.left = `${Number(from) + (Number(to) - Number(from)) * share}%`;
  }
  const step = (by) => show(Number(slider.value) + by);
  slider.addEventListener('input', () => step(0));
  document.getElementById('back').addEventListener('click', () => step(-1));
  document.getElementById('on').addEventListener('click', () => step(1));
  rows.forEach((row, number) => row.addEventListener('click', () => show(number)));
  document.addEventListener('keydown', (event) => {
    if (event.target === slider || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = { ArrowLeft: -1, ArrowRight: 1, Home: -rows.length, End: rows.length }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    step(to);
  });
  show(rows.length - 1);
})();
