'use strict';
// Everything here is extra: the page tells the same without it.
// Names in the page are others' texts: they are read and written as text, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const count = (rows) => rows.toLocaleString('en');

  // ---- findings -------------------------------------------------------------------------------

  const STEP = window.innerWidth < 700 ? 8 : 25;

  /** A labelled choice; calls back with each new value. */
  function choice(form, label, values, changed) {
    const select = element('select', {});
    for (const [value, text] of values) select.append(element('option', { value }, text));
    select.addEventListener('change', changed);
    form.append(element('label', {}, label, select));
    return select;
  }

  function findings() {
    const rows = [...document.querySelectorAll('#findings-table tbody tr')];
    if (!rows.length) return;
    const form = byId('filters');
    const more = byId('findings-more');
    let shown = STEP;
    const text = (row, cell) => row.cells[cell].textContent.trim();
    const check = (row) => row.querySelector('summary').textContent;
    const distinct = (of) => [['', 'all'], ...[...new Set(rows.map(of))].map((it) => [it, it])];
    const again = () => { shown = STEP; draw(); };
    const state = choice(form, 'State', [['', 'all'], ['severe', 'ALERT and WARN'], ...distinct((it) => text(it, 0)).slice(1)], again);
    const comparison = choice(form, 'Check', distinct(check), again);
    const version = choice(form, 'Version', distinct((it) => text(it, 2)), again);
    const span = choice(form, 'Time', [['', 'all'], ['range', 'whole current range'],
      ...(rows.some((it) => it.dataset.span === 'sliding_window') ? [['sliding_window', 'sliding windows']] : []), ['window', 'single windows']], again);
    const slice = element('input', { type: 'search', placeholder: 'filter by slice' });
    slice.addEventListener('input', again);
    form.append(element('label', {}, 'Slice', slice));
    form.addEventListener('submit', (event) => event.preventDefault());
    more.addEventListener('click', () => { shown += STEP * 4; draw(); });

    function matches(row) {
      const is = text(row, 0);
      return (!state.value || is === state.value || (state.value === 'severe' && (is === 'ALERT' || is === 'WARN')))
        && (!comparison.value || check(row) === comparison.value)
        && (!version.value || text(row, 2) === version.value)
        && (!span.value || row.dataset.span === span.value)
        && (!slice.value || text(row, 3).toLowerCase().includes(slice.value.toLowerCase()));
    }

    const said = byId('findings-shown');
    const total = said.textContent.match(/of ([\d,]+) finding/)[1];

    function draw() {
      const found = rows.filter(matches);
      const visible = new Set(found.slice(0, shown));
      rows.forEach((row) => { row.hidden = !visible.has(row); });
      const rest = found.length - visible.size;
      const among = total === count(rows.length) ? '' : ` (searched: the ${count(rows.length)} most severe of ${total})`;
      said.textContent = found.length === 0
        ? `No findings match these filters${among}.`
        : `Showing ${rest ? `${visible.size} of ` : found.length > 1 ? 'all ' : ''}${count(found.length)} finding${found.length === 1 ? '' : 's'}${among}.`;
      more.hidden = rest === 0;
    }
    form.hidden = false;
    draw();
  }

  // ---- charts: a window's figures under the pointer, from the table beside ---------------------

  function tips() {
    const tip = element('div', { id: 'tip', hidden: '', 'aria-hidden': 'true' });
    document.body.append(tip);
    for (const frame of document.querySelectorAll('.frame[data-table]')) {
      const table = byId(frame.dataset.table);
      const plot = frame.querySelector('svg');
      if (!table || !plot) continue;
      const rows = [...table.tBodies[0].rows];
      const cell = 1 + Number(frame.dataset.figure);
      const line = element('i', { class: 'pointer' });
      line.hidden = true;
      frame.append(line);
      const leave = () => { tip.hidden = true; line.hidden = true; };
      frame.addEventListener('pointermove', (event) => {
        const box = plot.getBoundingClientRect();
        const at = 100 * (event.clientX - box.left) / box.width;
        const row = rows.reduce((a, b) => (Math.abs(b.dataset.x - at) < Math.abs(a.dataset.x - at) ? b : a));
        const value = row.cells[cell];
        const name = table.tHead.rows[0].cells[cell].textContent;
        const small = value.querySelector('small');
        const badge = value.querySelector('.badge');
        const figure = [...value.childNodes].filter((it) => it.nodeType === 3).map((it) => it.data.trim()).join('');
        tip.replaceChildren(element('b', {}, row.cells[0].textContent), element('br'),
          `${name} ${figure}${small ? ` (95 % CI ${small.textContent})` : ''}${badge ? ` · ${badge.textContent}` : ''}`, element('br'),
          `${row.cells[5].textContent.trim()} rows · ${row.cells[6].textContent}`);
        tip.hidden = false;
        line.hidden = false;
        const x = box.left + box.width * row.dataset.x / 100;
        line.style.left = `${x - frame.getBoundingClientRect().left}px`;
        const wide = tip.offsetWidth;
        tip.style.left = `${Math.max(8, Math.min(document.documentElement.clientWidth - wide - 8, x - wide / 2)) + window.scrollX}px`;
        tip.style.top = `${box.top + window.scrollY - tip.offsetHeight - 6}px`;
      });
      frame.addEventListener('pointerleave', leave);
      frame.addEventListener('pointercancel', leave);
    }
  }

  // ---- copying, unfolding ------------------------------------------------------------------------

  function copying() {
    for (const button of document.querySelectorAll('button.copy')) {
      button.hidden = false;
      button.addEventListener('click', async () => {
        const code = button.parentElement.querySelector('code');
        try {
          await navigator.clipboard.writeText(code.textContent);
          button.textContent = 'Copied';
        } catch (e) { // not allowed, as in a frame: selected, it can be copied by hand
          getSelection().selectAllChildren(code);
        }
      });
    }
  }

  /** A link to what is folded unfolds it. */
  function unfold() {
    let target = null;
    try { target = location.hash && document.querySelector(location.hash); } catch (e) { return; }
    if (!target) return;
    const inside = target.matches('section') && target.querySelector(':scope > details');
    if (inside) inside.open = true;
    for (let it = target; it; it = it.parentElement) if (it.tagName === 'DETAILS') it.open = true;
  }

  findings();
  tips();
  copying();
  unfold();
  window.addEventListener('hashchange', unfold);
  for (const link of document.querySelectorAll('nav a')) link.addEventListener('click', () => setTimeout(unfold));
  window.addEventListener('beforeprint', () => document.querySelectorAll('details:not([open])').forEach((it) => { it.open = true; it.dataset.closed = ''; }));
  window.addEventListener('afterprint', () => document.querySelectorAll('details[data-closed]').forEach((it) => { it.open = false; delete it.dataset.closed; }));
})();
