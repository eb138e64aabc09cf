// One chart: lines over the last two minutes, with the current figures beside it as text. The canvas is hidden from screen
// readers, which get the figures.
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';

const SECONDS = 120;
const HEIGHT = 150;
const AGO = [90, 60, 30, 0];

/** A chart in a figure. Each line has a label, a colour (the name of a CSS variable), and whether it is dashed, filled, or hidden:
 * then only its figure is shown. */
export class Chart {

  constructor(figure, {lines, format, axisFormat = format, range, logarithmic = false, table}) {
    this.figure = document.getElementById(figure);
    this.lines = lines;
    this.format = format;
    this.axisFormat = axisFormat;
    this.range = range;
    this.logarithmic = logarithmic;
    this.data = [[], ...lines.map(() => [])];
    this.outages = [];
    this.#addElements(table);
    this.#draw();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
    new ResizeObserver(() => this.plot.setSize(this.#size())).observe(this.canvas);
  }

  /** Adds the values of one second, in the order of the lines. A null leaves a gap. */
  add(seconds, values, outage) {
    const oldest = seconds - SECONDS;
    this.data[0].push(seconds);
    values.forEach((value, line) => this.data[line + 1].push(value));
    this.outages.push(outage);
    while (this.data[0].length && this.data[0][0] < oldest) {
      this.data.forEach(column => column.shift());
      this.outages.shift();
    }
    this.newest = values;
  }

  clear() {
    this.data.forEach(column => column.length = 0);
    this.outages.length = 0;
  }

  /** Shows what was added. */
  show(headline) {
    this.headline.textContent = headline;
    this.newest.forEach((value, line) => {
      this.figures[line].textContent = value === null ? '–' : this.format(value);
    });
    this.plot.setData(this.data);
  }

  #addElements(table) {
    this.headline = element('p', 'headline');
    this.canvas = element('div', 'plot');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.figures = this.lines.map(() => element(table ? 'td' : 'dd'));
    [this.headline, ...this.figures].forEach(figure => figure.textContent = '–');
    const caption = this.figure.querySelector('figcaption');
    caption.querySelector('h3').after(this.headline);
    caption.after(this.canvas, table ? this.#table(table) : this.#list());
  }

  #list() {
    const list = element('dl', 'legend');
    this.lines.forEach((line, at) => {
      const item = element('div', line.dashed ? 'dashed' : '');
      item.style.setProperty('--colour', `var(--${line.colour})`);
      const label = element('dt');
      label.textContent = line.label;
      item.append(label, this.figures[at]);
      list.append(item);
    });
    return list;
  }

  /** The figures row by row, where the lines are those of a table. */
  #table({rows, columns}) {
    const made = element('table', 'legend');
    const header = (row, text, scope, className) => {
      const cell = row.appendChild(element('th', className));
      cell.scope = scope;
      cell.textContent = text;
      return cell;
    };
    const head = made.createTHead().insertRow();
    head.append(element('td'));
    columns.forEach((column, at) => header(head, column, 'col', this.lines[at].dashed ? 'dashed' : this.lines[at].hidden ? '' : 'solid'));
    const body = made.createTBody();
    rows.forEach((name, at) => {
      const row = body.insertRow();
      row.style.setProperty('--colour', `var(--${this.lines[at * columns.length].colour})`);
      header(row, name, 'row', 'swatch');
      row.append(...this.figures.slice(at * columns.length, (at + 1) * columns.length));
    });
    return made;
  }

  #size() {
    return {width: Math.max(200, this.canvas.clientWidth), height: HEIGHT};
  }

  #draw() {
    this.plot?.destroy();
    const style = getComputedStyle(this.figure);
    const colour = name => style.getPropertyValue(`--${name}`).trim();
    const font = `11px ${style.fontFamily}`;
    const axis = {stroke: colour('quiet'), font, ticks: {show: false}, grid: {stroke: colour('line'), width: 1}};
    this.plot = new uPlot({
      ...this.#size(),
      padding: [8, 14, 0, 0],
      legend: {show: false},
      cursor: {show: false},
      scales: {
        x: {time: true, range: () => [this.#end() - SECONDS, this.#end()]},
        y: this.logarithmic ? {distr: 3, range: (_, low, high) => this.range(low, high)} : {range: (_, low, high) => this.range(low, high)},
      },
      axes: [
        {...axis, size: 24, grid: {show: false}, splits: () => AGO.map(ago => this.#end() - ago),
          values: () => AGO.map(ago => ago === 0 ? 'now' : `${ago} s ago`)},
        {...axis, size: 52, space: 34, filter: (_, splits) => splits, ...this.logarithmic && {splits: (_, __, low, high) => decades(low, high)},
          values: (_, splits) => splits.map(this.axisFormat)},
      ],
      series: [{}, ...this.lines.map(line => ({
        stroke: colour(line.colour),
        width: 2,
        dash: line.dashed ? [3, 4] : undefined,
        fill: line.filled ? `${colour(line.colour)}22` : undefined,
        show: !line.hidden,
        points: {show: false},
        spanGaps: false,
      }))],
      hooks: {drawClear: [plot => this.#shadeOutages(plot, `${colour('bad')}1f`)]},
    }, this.data, this.canvas);
  }

  #end() {
    return this.data[0].at(-1) ?? Date.now() / 1000;
  }

  #shadeOutages(plot, colour) {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.fillStyle = colour;
    this.outages.forEach((outage, at) => {
      if (outage) {
        const left = plot.valToPos(this.data[0][at] - 1, 'x', true);
        const right = plot.valToPos(this.data[0][at], 'x', true);
        ctx.fillRect(Math.max(left, bbox.left), bbox.top, right - Math.max(left, bbox.left), bbox.height);
      }
    });
    ctx.restore();
  }
}

function decades(low, high) {
  const powers = [];
  for (let power = low; power <= high * 1.001; power *= 10) {
    powers.push(power);
  }
  return powers;
}

function element(tag, className = '') {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
