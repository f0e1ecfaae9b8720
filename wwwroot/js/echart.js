// Draws ECharts options that come as plain JSON. Nothing in an option is ever run or parsed as HTML:
// formatters are names from the table below, and tooltips are drawn on the canvas.

const numbers = new Intl.NumberFormat('en-US');
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

// More digits near 0 % and near 100 %: 99.96 % must not read as 100 %.
const percent = value => {
  const share = value * 100;
  if (share > 0 && share < 0.01) return '< 0.01 %';
  if (share < 100 && share > 99.99) return '> 99.99 %';
  const edge = Math.min(Math.abs(share), Math.abs(100 - share));
  return `${+share.toFixed(edge < 1 ? 2 : edge < 10 ? 1 : 0)} %`;
};

const duration = seconds => {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${+seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${+(seconds / 60).toFixed(1)} min`;
  if (seconds < 86400) return `${+(seconds / 3600).toFixed(1)} h`;
  return `${+(seconds / 86400).toFixed(1)} d`;
};

// Axes of time hold wall clocks written as UTC: days by their date, hours by the clock.
const moment = value => {
  const at = new Date(value);
  const [hour, minute] = [at.getUTCHours(), at.getUTCMinutes()].map(part => String(part).padStart(2, '0'));
  return hour + minute === '0000'
    ? at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
    : `${hour}:${minute}`;
};

const formats = {
  percent,
  duration,
  count: value => numbers.format(value),
  compact: value => compact.format(value),
  moment,
};

const known = value => typeof value === 'number' && Number.isFinite(value);

// Axis labels get the value, labels of points get an object: both end as text.
const formatter = name => {
  const format = formats[name];
  return input => {
    const value = typeof input === 'object' && input !== null
      ? (Array.isArray(input.value) ? input.value[input.value.length - 1] : input.value)
      : typeof input === 'string' && input !== '' ? Number(input) : input;
    return known(value) ? format(value) : 'no data';
  };
};

let engine;
function load(url) {
  engine ??= new Promise((resolve, reject) => {
    if (window.echarts) return resolve(window.echarts);
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve(window.echarts);
    script.onerror = () => { engine = undefined; reject(new Error('The chart engine could not be loaded.')); };
    document.head.append(script);
  });
  return engine;
}

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const colour = text => text.replace(/var\((--[\w-]+)\)/g, (_, name) => css(name) || 'gray');

// Keys that would open a link or an HTML view; data never needs them.
const forbidden = new Set(['link', 'sublink', 'target', 'subtarget', 'dataView', 'extraCssText', 'className', 'appendTo', 'appendToBody', 'renderMode', 'renderItem']);

/** Copies an option: names of formatters become functions, CSS variables become colours, everything else stays data. */
export function prepare(node, key) {
  if (Array.isArray(node)) return node.map(item => prepare(item, key));
  if (node !== null && typeof node === 'object') {
    const copy = {};
    for (const [name, value] of Object.entries(node)) {
      if (forbidden.has(name) || name === '__proto__') continue;
      copy[name] = prepare(value, name);
    }
    if (key === 'tooltip') copy.renderMode = 'richText';
    return copy;
  }
  if (typeof node === 'string') {
    if (key === 'formatter' || key === 'valueFormatter') {
      // ECharts would read any other text as a template of its own.
      return node.startsWith('fmt:') && Object.hasOwn(formats, node.slice(4)) ? formatter(node.slice(4)) : undefined;
    }
    if (node.startsWith('var(--')) return colour(node);
  }
  return node;
}

function theme() {
  const text = css('--d-text'), soft = css('--d-text-soft'), line = css('--d-line'), surface = css('--d-surface');
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: soft },
    splitLine: { lineStyle: { color: line } },
    nameTextStyle: { color: soft },
  };
  const family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif';
  return {
    color: ['--d-primary', '--d-waiting', '--d-accepted', '--d-bad-address', '--d-refused-us', '--d-their-problem', '--d-gave-up'].map(css),
    backgroundColor: 'transparent',
    textStyle: { fontFamily: family, color: text },
    title: { textStyle: { color: text, fontSize: 14 } },
    legend: { textStyle: { color: soft }, inactiveColor: line, pageTextStyle: { color: soft }, pageIconColor: soft },
    tooltip: { backgroundColor: surface, borderColor: line, textStyle: { color: text, fontFamily: family, fontSize: 12 }, axisPointer: { lineStyle: { color: soft }, crossStyle: { color: soft } } },
    toolbox: { iconStyle: { borderColor: soft } },
    visualMap: { textStyle: { color: soft } },
    dataZoom: { textStyle: { color: soft }, borderColor: line },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: {
      ...axis,
      splitLine: { show: false },
      axisLabel: { color: soft, hideOverlap: true, formatter: { year: '{yyyy}', month: '{MMM}', day: '{MMM} {d}', hour: '{HH}:{mm}', minute: '{HH}:{mm}' } },
    },
    logAxis: axis,
  };
}

function complete(option) {
  const ready = prepare(option);
  // Also where the option has no tooltip of its own for a series.
  ready.tooltip = { confine: true, ...ready.tooltip, renderMode: 'richText' };
  // Times are the wall clock of the reports' zone written as UTC (ChartTime): the browser's own zone plays no part.
  ready.useUTC = true;
  ready.animationDuration ??= 250;
  ready.animation ??= !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return ready;
}

function clicked(event) {
  const axisValue = Array.isArray(event.value) ? event.value[0] : undefined;
  const number = Array.isArray(event.value) ? event.value[event.value.length - 1] : event.value;
  const isTime = event.componentType === 'series' && event.__isTime;
  return {
    series: event.seriesName ?? null,
    category: isTime ? null : (event.name || (axisValue === undefined ? null : String(axisValue))),
    time: isTime ? new Date(axisValue).toISOString().slice(0, 19) : null,
    value: known(number) ? number : null,
  };
}

export async function create(element, url, option, dotnet) {
  const echarts = await load(url);
  let latest = option;
  const chart = echarts.init(element, theme(), { renderer: 'canvas' });
  chart.setOption(complete(latest), { notMerge: true });

  const hasTimeAxis = () => [latest.xAxis, latest.yAxis].flat().some(axis => axis?.type === 'time');
  if (dotnet) {
    chart.on('click', event =>
      dotnet.invokeMethodAsync('ClickedAsync', clicked({ ...event, __isTime: hasTimeAxis() })).catch(() => { }));
  }

  const resize = new ResizeObserver(() => chart.resize());
  resize.observe(element);
  const forget = window.dashboardTheme?.onChange(() => {
    chart.setTheme(theme());
    // Colours given as CSS variables were read under the old theme.
    chart.setOption(complete(latest), { notMerge: true });
  });

  return {
    update(next) {
      latest = next;
      chart.setOption(complete(next), { notMerge: true });
    },
    dispose() {
      forget?.();
      resize.disconnect();
      chart.dispose();
    },
  };
}
