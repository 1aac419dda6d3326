'use strict';
// Charts and filters. Everything here is extra: the page tells the same without it.
// Names in the data are others' texts: they go into the page as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = (id) => document.getElementById(id);
  const charts = [];

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function escaped(text) {
    const made = document.createElement('span');
    made.textContent = text;
    return made.innerHTML;
  }

  function figure(value, signed) {
    if (value === null || value === undefined) return 'none';
    const size = Math.abs(value);
    const text = size === 0 ? '0' : size < 1e-5 || size >= 1e9 ? size.toExponential(1).replace('+', '')
      : size < 0.01 ? String(Number(size.toPrecision(2))) : size < 1000 ? size.toFixed(3)
      : size.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    return (value < 0 ? '−' : signed && value > 0 ? '+' : '') + text;
  }

  const count = (rows) => rows.toLocaleString('en');

  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  function day(time) {
    const date = new Date(time);
    const iso = date.toISOString();
    const named = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    return iso.endsWith('T00:00:00.000Z') ? named : `${named} ${iso.slice(11, 16)}`;
  }

  /** A labelled choice; calls back with each new value. */
  function choice(form, label, values, changed) {
    const select = element('select', {});
    for (const [value, text] of values) select.append(element('option', { value }, text));
    select.addEventListener('change', changed);
    form.append(element('label', {}, label, select));
    return select;
  }

  // ---- findings -------------------------------------------------------------------------------

  const STEP = window.innerWidth < 700 ? 8 : 25;

  function findings() {
    const body = document.querySelector('#findings-table tbody');
    if (!body) return;
    const form = byId('filters');
    const more = byId('findings-more');
    let shown = STEP;
    const distinct = (key) => [...new Set(data.findings.map((it) => it[key]))];
    const all = (key, label) => [['', label], ...distinct(key).map((it) => [it, it])];
    const again = () => { shown = STEP; draw(); };
    const state = choice(form, 'State',
      [['', 'all'], ['severe', 'ALERT and WARN'], ...distinct('state').map((it) => [it, it.replace('_', ' ')])], again);
    const comparison = choice(form, 'Check', all('comparison', 'all'), again);
    const version = choice(form, 'Version', all('version', 'all'), again);
    const span = choice(form, 'Time', [['', 'all'], ['range', 'whole current range'],
      ...(data.findings.some((it) => it.span === 'sliding_window') ? [['sliding_window', 'sliding windows']] : []), ['window', 'single windows']], again);
    const slice = element('input', { type: 'search', placeholder: 'filter by slice' });
    slice.addEventListener('input', again);
    form.append(element('label', {}, 'Slice', slice));
    form.addEventListener('submit', (event) => event.preventDefault());
    more.addEventListener('click', () => { shown += STEP * 4; draw(); });

    function matching() {
      const part = slice.value.toLowerCase();
      return data.findings.filter((it) =>
        (!state.value || it.state === state.value || (state.value === 'severe' && (it.state === 'ALERT' || it.state === 'WARN')))
        && (!comparison.value || it.comparison === comparison.value)
        && (!version.value || it.version === version.value)
        && (!span.value || it.span === span.value)
        && (!part || it.slice.toLowerCase().includes(part)));
    }

    function cell(label, text, kind, small) {
      const made = element('td', { 'data-label': label, ...(kind ? { class: kind } : {}) }, element('bdi', {}, text));
      if (small) made.append(element('small', {}, small));
      return made;
    }

    function row(it) {
      const badge = element('span', { class: 'badge is-' + it.style }, it.state.replace('_', ' '));
      const words = element('details', {}, element('summary', {}, it.comparison), element('p', {}, it.sentence));
      return element('tr', {}, element('td', {}, badge), element('td', { 'data-label': 'Check' }, words),
        cell('Version', it.version), cell('Slice', it.slice), cell('Window', it.window, 't'),
        cell('Effect', it.effect, 'n', it.interval), cell('Noise floor (α)', it.noiseFloor, 'n'),
        cell('p (adj.)', it.pAdjusted, 'n'), cell('n', it.rows, 'n'));
    }

    function draw() {
      const found = matching();
      body.replaceChildren(...found.slice(0, shown).map(row));
      const rest = Math.max(0, found.length - shown);
      const among = data.total === data.findings.length ? '' : ` (searched: the ${count(data.findings.length)} most severe of ${count(data.total)})`;
      byId('findings-shown').textContent = found.length === 0
        ? `No findings match these filters${among}.`
        : `Showing ${rest ? `${shown} of ` : found.length > 1 ? 'all ' : ''}${count(found.length)} finding${found.length === 1 ? '' : 's'}${among}.`;
      more.hidden = rest === 0;
    }
    form.hidden = false;
    draw();
  }

  // ---- charts ---------------------------------------------------------------------------------

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue('--' + name).trim();
    return {
      ink: colour('ink'), soft: colour('soft'), line: colour('line'), card: colour('card'), quiet: colour('quiet-tint'),
      alert: colour('alert'), warn: colour('warn'), better: colour('better'), even: colour('even'), worse: colour('worse'),
      series: ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map(colour),
    };
  }

  function chart(id, option) {
    const place = byId(id);
    if (!place || typeof echarts === 'undefined') return null;
    place.hidden = false;
    const drawn = echarts.init(place, null, { renderer: 'canvas' });
    const it = { drawn, redraw: () => drawn.setOption({ animation: false, ...option(theme()) }, true) };
    it.redraw();
    charts.push(it);
    new ResizeObserver(() => drawn.resize()).observe(place);
    return it;
  }

  function frame(colours) {
    return {
      backgroundColor: colours.card,
      textStyle: { color: colours.soft, fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: { confine: true, backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 13 } },
    };
  }

  const narrow = () => window.innerWidth < 700;

  /** A window's point; hollow where labels are missing, a mark of its own where it warns or alerts. */
  function point(window, it, colours) {
    const severe = it.state === 'ALERT' || it.state === 'WARN';
    const colour = it.state === 'ALERT' ? colours.alert : it.state === 'WARN' ? colours.warn : undefined;
    return {
      value: [window.start, it.value],
      symbol: it.state === 'ALERT' ? 'diamond' : it.state === 'WARN' ? 'triangle' : window.status === 'FINAL' ? 'circle' : 'emptyCircle',
      symbolSize: it.state === 'ALERT' ? 13 : severe ? 10 : 6,
      ...(colour ? { itemStyle: { color: colour } } : {}),
    };
  }

  function points(line, colours) {
    const made = [];
    data.timeline.windows.forEach((window, i) => {
      const before = data.timeline.windows[i - 1];
      if (before && before.end < window.start) made.push([before.end, null]); // no window there: a gap
      made.push(point(window, line.points[i], colours));
    });
    return made;
  }

  /** What the reference's own windows reached. */
  function band(line) {
    const values = data.reference === null ? [] : line.points
      .filter((it, i) => data.timeline.windows[i].start < data.reference.end && it.value !== null)
      .map((it) => it.value);
    return values.length < 2 ? null : [Math.min(...values), Math.max(...values)];
  }

  function series(line, index, colours) {
    const colour = colours.series[index % colours.series.length];
    const reach = band(line);
    const areas = [];
    if (index === 0 && data.reference !== null) {
      areas.push([{ xAxis: data.reference.start, itemStyle: { color: colours.soft, opacity: 0.13 },
        label: { show: true, position: 'insideTopLeft', color: colours.soft, formatter: 'reference' } },
      { xAxis: data.reference.end }]);
    }
    if (reach) areas.push([{ yAxis: reach[0], itemStyle: { color: colour, opacity: 0.16 } }, { yAxis: reach[1] }]);
    return {
      name: line.version, type: 'line', data: points(line, colours), connectNulls: false, color: colour,
      lineStyle: { width: 2, color: colour }, itemStyle: { color: colour }, emphasis: { focus: 'series' }, z: 3,
      markArea: { silent: true, data: areas },
      markLine: line.reference === null ? undefined : { silent: true, symbol: 'none', data: [{ yAxis: line.reference }],
        lineStyle: { type: 'dashed', color: colour, opacity: 0.9 }, label: { show: false } },
    };
  }

  function timelineTip(colours) {
    return (shown) => {
      const start = Array.isArray(shown) ? shown[0].value[0] : shown.value[0];
      const i = data.timeline.windows.findIndex((it) => it.start === start);
      if (i < 0) return '';
      const window = data.timeline.windows[i];
      const lines = data.timeline.lines.map((line, index) => {
        const it = line.points[i];
        const colour = colours.series[index % colours.series.length];
        return `<br><span style="color:${colour}">●</span> ${escaped(line.version)}: <b>${figure(it.value)}</b>`
          + (it.value === null ? '' : ` ${escaped(data.unit)}, ${count(it.rows)} rows`)
          + (it.state ? ` · ${it.state.replace('_', ' ')}` : '');
      });
      return `<b>${escaped(window.label)}</b> · ${window.status.toLowerCase()}${lines.join('')}`;
    };
  }

  function timeline() {
    if (!byId('timeline-chart')) return;
    const many = data.timeline.windows.length > 60;
    chart('timeline-chart', (colours) => {
      const base = frame(colours);
      return {
        ...base,
        useUTC: true,
        aria: { enabled: false },
        tooltip: { ...base.tooltip, trigger: 'axis', formatter: timelineTip(colours) },
        legend: { type: 'scroll', top: 0, textStyle: { color: colours.ink }, icon: 'roundRect', itemHeight: 4 },
        grid: { left: narrow() ? 46 : 64, right: 36, top: 44, bottom: many ? 78 : 34 },
        xAxis: { type: 'time', axisLabel: { color: colours.soft, hideOverlap: true, formatter: day }, splitLine: { show: false },
          axisLine: { lineStyle: { color: colours.line } } },
        yAxis: { type: 'value', scale: true, name: narrow() ? '' : `log loss (${data.unit})`, nameLocation: 'middle', nameGap: 48,
          nameTextStyle: { color: colours.soft }, axisLabel: { color: colours.soft }, splitLine: { lineStyle: { color: colours.line } } },
        dataZoom: many ? [{ type: 'slider', bottom: 8, height: 22, textStyle: { color: colours.soft }, labelFormatter: day }] : [],
        series: data.timeline.lines.map((line, i) => series(line, i, colours)),
      };
    });
  }

  function grids() {
    const form = byId('grid-filters');
    if (!form || !data.grids.length) return;
    const again = () => { fit(); drawn && drawn.redraw(); };
    const distinct = (key) => [...new Set(data.grids.map((it) => it[key]))].map((it) => [it, it]);
    const version = choice(form, 'Version', distinct('version'), again);
    const dimensions = choice(form, 'Slices by', distinct('dimensions'), again);
    const current = () => data.grids.find((it) => it.version === version.value && it.dimensions === dimensions.value);
    form.hidden = data.grids.length === 1;
    const shorten = (text, length) => (text.length > length ? text.slice(0, length - 1) + '…' : text);

    function fit() {
      const it = current();
      byId('slices-chart').style.height = `${(it ? it.rows.length : 1) * 30 + 104}px`;
      byId('grid-left').textContent = !it ? 'No such slices.' : it.left ? `${it.left} more slices with smaller changes are not shown.` : '';
    }

    function option(colours) {
      const it = current() || { starts: [], windows: [], rows: [] };
      const cells = [];
      it.rows.forEach((row, y) => row.differences.forEach((value, x) => { if (value !== null) cells.push([x, y, value]); }));
      const most = cells.reduce((max, cell) => Math.max(max, Math.abs(cell[2])), 0) || 1;
      const base = frame(colours);
      const tip = (at) => `<b>${escaped(it.rows[at.value[1]].slice)}</b><br>${escaped(it.windows[at.value[0]])}<br>`
        + `change <b>${figure(at.value[2], true)}</b> ${escaped(data.unit)}`;
      return {
        ...base,
        tooltip: { ...base.tooltip, formatter: tip },
        grid: { left: narrow() ? 90 : 150, right: 18, top: 8, bottom: 70 },
        xAxis: { type: 'category', data: it.starts, axisLabel: { color: colours.soft, hideOverlap: true }, axisTick: { show: false },
          axisLine: { show: false } },
        yAxis: { type: 'category', inverse: true, data: it.rows.map((row, i) => i), axisTick: { show: false }, axisLine: { show: false },
          axisLabel: { color: colours.ink, formatter: (i) => shorten(it.rows[i].slice, narrow() ? 12 : 22), interval: 0 } },
        visualMap: { type: 'continuous', min: -most, max: most, precision: 3, orient: 'horizontal', left: 'center', bottom: 6, itemHeight: narrow() ? 120 : 200,
          itemWidth: 12, text: [`${figure(most, true)} worse`, `better ${figure(-most)}`], textStyle: { color: colours.soft },
          inRange: { color: [colours.better, colours.even, colours.worse] } },
        series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colours.card, borderWidth: 2 },
          emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 1 } } }],
      };
    }

    byId('slices-chart').hidden = false;
    fit();
    const drawn = chart('slices-chart', option);
  }

  findings();
  timeline();
  grids();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach((it) => it.redraw()));
  document.documentElement.dataset.charts = charts.length;
})();
