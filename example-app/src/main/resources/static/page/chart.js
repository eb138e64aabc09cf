// One chart: lines over the last two minutes, with the current figures beside it as text. The canvas is hidden from screen
// readers, which get the figures.
import uPlot from '/webjars/uplot/1.6.30/dist/uPlot.esm.js';

const SECONDS = 120;
const HEIGHT = 150;

/** A chart in a figure. Each line has a label, a colour (the name of a CSS variable), and whether it is dashed. */
export class Chart {

  constructor(figure, {lines, format, unit = '', range, logarithmic = false}) {
    this.figure = document.getElementById(figure);
    this.lines = lines;
    this.format = format;
    this.unit = unit;
    this.range = range;
    this.logarithmic = logarithmic;
    this.data = [[], ...lines.map(() => [])];
    this.outages = [];
    this.#addElements();
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
    values.forEach((value, line) => {
      this.figures[line].textContent = value === null ? '–' : this.format(value);
    });
  }

  clear() {
    this.data.forEach(column => column.length = 0);
    this.outages.length = 0;
  }

  /** Shows what was added. */
  show(headline) {
    this.headline.textContent = headline;
    this.plot.setData(this.data);
  }

  #addElements() {
    this.headline = document.createElement('p');
    this.headline.className = 'headline';
    this.headline.textContent = '–';
    this.canvas = document.createElement('div');
    this.canvas.className = 'plot';
    this.canvas.setAttribute('aria-hidden', 'true');
    const legend = document.createElement('dl');
    legend.className = 'legend';
    this.figures = this.lines.map(line => {
      const item = document.createElement('div');
      item.style.setProperty('--colour', `var(--${line.colour})`);
      item.className = line.dashed ? 'dashed' : '';
      const label = document.createElement('dt');
      label.textContent = line.label;
      const figure = document.createElement('dd');
      figure.textContent = '–';
      item.append(label, figure);
      legend.append(item);
      return figure;
    });
    const caption = this.figure.querySelector('figcaption');
    caption.querySelector('h3').after(this.headline);
    caption.after(this.canvas, legend);
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
      padding: [8, 8, 0, 0],
      legend: {show: false},
      cursor: {show: false},
      scales: {
        x: {time: true, range: () => this.#window()},
        y: this.logarithmic ? {distr: 3, range: (_, low, high) => this.range(low, high)} : {range: (_, low, high) => this.range(low, high)},
      },
      axes: [
        {...axis, grid: {show: false}, space: 70, values: (_, splits) => splits.map(split => this.#ago(split))},
        {...axis, size: 46, space: 34, values: (_, splits) => splits.map(split => split === null ? '' : this.format(split))},
      ],
      series: [{}, ...this.lines.map(line => ({
        stroke: colour(line.colour),
        width: 2,
        dash: line.dashed ? [3, 4] : undefined,
        fill: line.filled ? `${colour(line.colour)}22` : undefined,
        points: {show: false},
        spanGaps: false,
      }))],
      hooks: {drawClear: [plot => this.#shadeOutages(plot, `${colour('bad')}1f`)]},
    }, this.data, this.canvas);
  }

  #window() {
    const end = this.data[0].at(-1) ?? Date.now() / 1000;
    return [end - SECONDS, end];
  }

  #ago(seconds) {
    const ago = Math.round(this.#window()[1] - seconds);
    return ago === 0 ? 'now' : `${ago} s ago`;
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
