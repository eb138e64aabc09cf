// The charts, and what they show of each second.
import {Chart} from './chart.js';
import {on} from './live.js';

const SECONDS_OF_30_DAYS = 30 * 24 * 3600;
const hold = document.getElementById('charts-hold');

let pricePerUnit = 0;
let held = false;
let newest;

const percent = share => `${share >= 99.95 || share === 0 ? share.toFixed(0) : share.toFixed(1)} %`;
const number = value => value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1);
const millis = value => `${value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(2)} ms`;
const dollars = value => value === 0 ? '$0' : value >= 1 ? `$${value.toFixed(2)}` : `$${value.toPrecision(2)}`;

const fromZero = least => (low, high) => [0, Math.max(least, (high ?? 0) * 1.1)];
const powersOfTen = (low, high) => [
  10 ** Math.floor(Math.log10(Math.max(0.01, low ?? 0.1))),
  10 ** Math.ceil(Math.log10(Math.max(1, high ?? 10))),
];

const charts = [{
  chart: new Chart('chart-hit-ratio', {
    lines: [{label: 'with the cache', colour: 'with', filled: true}],
    format: percent,
    axisFormat: share => `${share} %`,
    range: () => [0, 100],
  }),
  values: tick => [hitRatio(tick)],
  headline: tick => hitRatio(tick) === null ? '–' : percent(hitRatio(tick)),
}, {
  chart: new Chart('chart-latency', {
    lines: [
      {colour: 'with'},
      {colour: 'with', hidden: true},
      {colour: 'with', dashed: true},
      {colour: 'without'},
      {colour: 'without', hidden: true},
      {colour: 'without', dashed: true},
    ],
    format: millis,
    axisFormat: value => value >= 1000 ? `${value / 1000} s` : `${+value.toPrecision(1)} ms`,
    range: powersOfTen,
    logarithmic: true,
    table: {rows: ['with the cache', 'without'], columns: ['p50', 'p95', 'p99']},
  }),
  values: tick => [...percentiles(tick.latency), ...percentiles(tick.latencyWithoutCache)],
  headline: tick => tick.latency === null ? '–' : `p50 ${millis(tick.latency.p50)}`,
}, {
  chart: new Chart('chart-requests', {
    lines: [
      {label: 'hits', colour: 'with', filled: true},
      {label: 'misses', colour: 'without'},
      {label: 'bypasses', colour: 'other'},
      {label: 'failed', colour: 'bad'},
    ],
    format: number,
    range: fromZero(20),
  }),
  values: tick => [tick.counts.hits, tick.counts.misses, tick.counts.bypasses, tick.failures],
  headline: tick => `${reads(tick)} / s`,
}, {
  chart: new Chart('chart-reads', {
    lines: [
      {label: 'with the cache', colour: 'with', filled: true},
      {label: 'without', colour: 'without', dashed: true},
    ],
    format: number,
    range: fromZero(20),
  }),
  values: tick => [tick.counts.loads, reads(tick)],
  headline: tick => `${tick.counts.loads} / s`,
}, {
  chart: new Chart('chart-units', {
    lines: [
      {label: 'with the cache', colour: 'with', filled: true},
      {label: 'without', colour: 'without', dashed: true},
    ],
    format: number,
    range: fromZero(20),
  }),
  values: tick => [tick.counts.units, tick.counts.units + tick.counts.savedUnits],
  headline: tick => `${number(tick.counts.savedUnits)} saved / s`,
}, {
  chart: new Chart('chart-money', {
    lines: [{label: 'saved', colour: 'with', filled: true}],
    format: dollars,
    axisFormat: value => `$${+value.toPrecision(2)}`,
    range: fromZero(0.0001),
  }),
  values: tick => [tick.savedUnits * pricePerUnit],
  headline: tick => `$${Math.round(tick.counts.savedUnits * pricePerUnit * SECONDS_OF_30_DAYS)} a month`,
}];

on('start', start => {
  pricePerUnit = start.pricePerMillionUnits / 1e6;
  document.getElementById('price').textContent = start.pricePerMillionUnits;
  charts.forEach(({chart}) => chart.clear());
  start.ticks.forEach(add);
  show();
});
on('tick', tick => {
  add(tick);
  if (!held) {
    show();
  }
});

hold.addEventListener('click', () => {
  held = !held;
  hold.setAttribute('aria-pressed', String(held));
  show();
});

function add(tick) {
  newest = tick;
  const outage = tick.redis !== null && tick.redis !== 'RUNNING';
  charts.forEach(({chart, values}) => chart.add(tick.at / 1000, values(tick), outage));
}

function show() {
  if (newest) {
    charts.forEach(({chart, headline}) => chart.show(headline(newest)));
  }
}

function reads(tick) {
  return tick.counts.hits + tick.counts.misses + tick.counts.bypasses;
}

function hitRatio(tick) {
  return reads(tick) === 0 ? null : 100 * tick.counts.hits / reads(tick);
}

function percentiles(latency) {
  return latency === null ? [null, null, null] : [latency.p50, latency.p95, latency.p99];
}
