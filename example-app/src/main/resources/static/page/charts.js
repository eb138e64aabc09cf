// The charts, and what they show of each second.
import {Chart} from './chart.js';
import {on} from './live.js';

const percent = share => `${share >= 99.95 || share === 0 ? share.toFixed(0) : share.toFixed(1)} %`;
const hold = document.getElementById('charts-hold');

const charts = [{
  chart: new Chart('chart-hit-ratio', {
    lines: [{label: 'hit ratio', colour: 'with', filled: true}],
    format: percent,
    range: () => [0, 100],
  }),
  values: tick => [hitRatio(tick)],
  headline: tick => hitRatio(tick) === null ? '–' : percent(hitRatio(tick)),
}];

let held = false;
let newest;

on('start', start => {
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
  hold.textContent = held ? 'Go on' : 'Hold charts';
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
