// What was measured, as rows: figure, value, baseline, target, met.

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const fixed = (value, digits, unit = '') => `${value.toFixed(digits)}${unit}`
const percent = (share) => `${(100 * share).toFixed(0)} %`

/** The plain method with the least (or, with -1, the largest) figure: [name, figure]. */
function bestPlain(methods, field, sign = 1) {
  const plain = Object.entries(methods).filter(([name]) => !/^(learned|nothing|bound)/.test(name))
  const [name, method] = plain.sort(([, a], [, b]) => sign * (a[field] - b[field]))[0]
  return [name, method[field]]
}

const row = (what, value, baseline, target, met) => ({ what, value, baseline, target, met })

function motionRows({ motion }, drags) {
  const wanted = { 'generated scenes': 0.25, 'real clips': 0.35, 'real clips, where the hints tell the motion': 0.35 }
  const rows = Object.entries(motion).map(([kind, methods]) => {
    const [name, plain] = bestPlain(methods, 'epe')
    const { epe, iou } = methods.learned
    const gain = 1 - epe / plain
    const bound = Object.entries(methods).find(([key]) => key.startsWith('bound'))?.[1].epe
    const target = wanted[kind]
    return row(
      `motion: end-point error, ${kind}`,
      `${fixed(epe, 2, ' px')}${iou === null ? '' : ` (IoU ${fixed(iou, 2)})`}: ${percent(gain)} below`,
      `${fixed(plain, 2, ' px')} (${name}); no motion ${fixed(methods.nothing.epe, 2)}, bound ${fixed(bound, 2)}`,
      target === undefined ? '' : `${percent(target)} below`,
      target === undefined ? undefined : gain >= target,
    )
  })
  const follows = (method) =>
    drags.filter((drag) => drag.method === method && drag.follows !== null && !Number.isNaN(drag.follows))
  const [ours, plain] = [follows('learned'), follows('plain')].map((some) => mean(some.map((drag) => drag.follows)))
  const whole = follows('learned').filter((drag) => drag.follows >= 0.9).length
  rows.push(
    row(
      'motion: one drag moves the whole thing (D11), share of it that follows',
      `${percent(ours)}; ${whole} of ${follows('learned').length} drags 90 % or more`,
      `${percent(plain)} (plain)`,
      '90 %',
      ours >= 0.9,
    ),
  )
  return rows
}

/** At outlines, in thin parts, between hints, on long drags. */
function borderRows({ borders }) {
  const beside = (figure, sign, digits = 2, unit = '') => {
    const [name, plain] = Object.entries(borders[figure])
      .filter(([method]) => !method.startsWith('learned'))
      .sort(([, a], [, b]) => sign * (a - b))[0]
    const ours = borders[figure].learned
    return { ours, plain, value: fixed(ours, digits, unit), baseline: `${fixed(plain, digits, unit)} (${name})` }
  }
  const [leak, step, thin, dip, seam, long] = [
    beside('leak', 1),
    beside('step', -1),
    beside('thin', -1),
    beside('dip', 1),
    beside('seam', 1),
    beside('long', 1),
  ]
  const better = ({ ours, plain }, sign) => sign * (plain - ours) >= 0
  return [
    row(
      'motion: influence 2 to 8 px outside an outline, of that inside',
      leak.value,
      leak.baseline,
      'below plain',
      better(leak, 1),
    ),
    row(
      'motion: fall of influence across an outline',
      step.value,
      step.baseline,
      'above plain (1: exact)',
      better(step, -1),
    ),
    row(
      'motion: parts narrower than 9 px that go with their thing',
      percent(thin.ours),
      `${percent(thin.plain)} (${thin.baseline.replace(/^.*\(|\)$/g, '')})`,
      'above plain',
      better(thin, -1),
    ),
    row(
      'motion: dip of two hints’ joint influence between them on one thing',
      dip.value,
      dip.baseline,
      '0: none',
      undefined,
    ),
    row(
      'motion: steepest change between two hints in one pixel, of the whole change',
      seam.value,
      seam.baseline,
      '1: a cut',
      undefined,
    ),
    row(
      'motion: drags of 13 to 40 % of the side, error over the drag',
      fixed(long.ours, 3),
      `${fixed(long.plain, 3)} (${long.baseline.replace(/^.*\(|\)$/g, '')})`,
      'below plain',
      better(long, 1),
    ),
  ]
}

function speedRows({ node, wasm, decode }) {
  const both = (graph) => [wasm.milliseconds[graph], node.milliseconds[graph]]
  const [tell, tellNode] = both('motion')
  const [see, seeNode] = both('motion-encoder')
  const [click, clickNode] = both('segment')
  const [look, lookNode] = both('segment-encoder')
  const ms = (a, b) => `${fixed(a, 0, ' ms')} on WASM, ${fixed(b, 0, ' ms')} on onnxruntime-node`
  return [
    row(
      'motion: influence of 8 hints at 256x176, the picture looked at before',
      ms(tell, tellNode),
      '',
      '60 ms on WASM',
      tell <= 60,
    ),
    row('motion: looking at a picture (once)', ms(see, seeNode), '', '', undefined),
    row('segment: encoder, once per picture', ms(look, lookNode), '', '', undefined),
    row('segment: graph, a click', ms(click, clickNode), '', '150 ms on WASM', click <= 150),
    row(
      'autoencoder: 16 frames of 512x320 decoded',
      `${fixed(decode, 2, ' s')} on onnxruntime-node`,
      '',
      '4 s',
      decode <= 4,
    ),
  ]
}

function fillRows({ fill }) {
  const learned = fill['learned, 4 steps']
  const [name, plain] = bestPlain(fill, 'psnr', -1)
  const ships = Object.entries(fill).find(([key]) => key.startsWith('plate that ships'))
  const steps = fill['learned, 16 steps'].psnr
  const again = Object.entries(fill).find(([key]) => key.startsWith('bound'))[1].flicker
  const told = ({ gradient, flicker }) => `gradient energy ${fixed(gradient, 2)}, flicker ${fixed(flicker, 1)}`
  const rows = [
    row(
      'fill: uncovered areas, 4 steps',
      fixed(learned.psnr, 2, ' dB'),
      `${fixed(plain, 2, ' dB')} (${name})`,
      '1.5 dB better',
      learned.psnr >= plain + 1.5,
    ),
    row(
      'fill: gradient energy over the truth’s',
      fixed(learned.gradient, 2),
      `${fixed(fill[name].gradient, 2)} (${name})`,
      '0.7',
      learned.gradient >= 0.7,
    ),
    row(
      'fill: flicker',
      fixed(learned.flicker, 1),
      `${fixed(fill[name].flicker, 1)} (${name})`,
      `truth: ${fixed(learned['flicker of the truth'], 1)} (through the autoencoder ${fixed(again, 1)})`,
      learned.flicker <= learned['flicker of the truth'],
    ),
    row(
      'fill: 4 steps against 16',
      `${fixed(learned.psnr, 2)} against ${fixed(steps, 2, ' dB')}`,
      '',
      'within 0.2 dB',
      learned.psnr >= steps - 0.2,
    ),
  ]
  if (ships)
    rows.push(
      row(
        'fill: what ships, a plate by patches',
        `${fixed(ships[1].psnr, 2, ' dB')}, ${told(ships[1])}`,
        '',
        '',
        undefined,
      ),
    )
  return rows
}

function segmentRows(clicks) {
  const of = (method) => clicks.filter((click) => click.method === method)
  const iou = (method, k) => mean(of(method).map(({ overlaps }) => overlaps[k]))
  const time = (method) => middle(of(method).flatMap(({ milliseconds }) => milliseconds.slice(1)))
  const rows = [0, 1, 2].map((k) =>
    row(
      `segment: IoU after ${k + 1} click${k ? 's' : ''}, ${of('ours').length} things`,
      fixed(iou('ours', k), 3),
      `${fixed(iou('grabCut', k), 3)} (grabCut)`,
      '0.05 above',
      iou('ours', k) >= iou('grabCut', k) + 0.05,
    ),
  )
  rows.push(
    row(
      'segment: a click after the first as the studio makes it, colours and all, in Node',
      fixed(time('ours'), 0, ' ms'),
      `${fixed(time('grabCut'), 0, ' ms')} (grabCut)`,
      '150 ms',
      time('ours') <= 150,
    ),
  )
  return rows
}

function packRows({ autoencoder, fill }, runs, stored) {
  const { learned, 'learned, fp32': exact, 'PCA of patches': pca } = autoencoder.mean
  const cost = exact && Math.max(exact - learned, fill['learned, 4 steps, fp32'].psnr - fill['learned, 4 steps'].psnr)
  return [
    row('autoencoder: held-out photographs', fixed(learned, 2, ' dB'), '', '30 dB', learned >= 30),
    row(
      'autoencoder: above PCA of equal size',
      fixed(learned - pca, 2, ' dB'),
      `${fixed(pca, 2, ' dB')} (PCA)`,
      '3 dB',
      learned - pca >= 3,
    ),
    row(
      'autoencoder: change across the borders of 8 px cells, over the photograph’s',
      fixed(autoencoder.blocks.learned, 2),
      `${fixed(autoencoder.blocks['PCA of patches'], 2)} (PCA)`,
      'no blocks: at most 1.05',
      autoencoder.blocks.learned <= 1.05,
    ),
    row(
      'autoencoder: largest shift of a colour’s mean over a photograph',
      fixed(autoencoder.shift.learned, 1, ' levels of 255'),
      `${fixed(autoencoder.shift['PCA of patches'], 1)} (PCA)`,
      'not visible: at most 2',
      autoencoder.shift.learned <= 2,
    ),
    row('all: stored', fixed(stored / 2 ** 20, 2, ' MB'), '', '16 MB', stored <= 16 * 2 ** 20),
    row(
      'all: cost of rounding the weights, at most',
      exact ? fixed(Math.max(0, cost), 3, ' dB') : 'not measured: no checkpoints here',
      '',
      '0.3 dB',
      exact ? cost <= 0.3 : undefined,
    ),
    row(
      'all: sizes',
      runs.failed.length ? runs.failed.join('; ') : `${runs.sizes.join(', ')} run`,
      '',
      'multiples of 16 up to 1024',
      runs.failed.length === 0,
    ),
    ...['node', 'wasm', 'webgpu'].map((provider) => {
      const { parity } = runs[provider]
      const name = { node: 'onnxruntime-node', wasm: 'WASM', webgpu: 'WebGPU' }[provider]
      return row(`all: ${name} against PyTorch`, `${percent(parity)} of the error allowed`, '', '100 %', parity <= 1)
    }),
  ]
}

export function rowsOf({ results, runs, clicks, drags, stored }) {
  return [
    ...motionRows(results, drags),
    ...borderRows(results),
    ...speedRows(runs).slice(0, 2),
    ...fillRows(results),
    ...segmentRows(clicks),
    ...speedRows(runs).slice(2),
    ...packRows(results, runs, stored),
  ]
}

/** The rows as markdown. */
export function table(rows) {
  const met = (value) => (value === undefined ? '' : value ? 'yes' : '**no**')
  return [
    '| figure | the pack | baseline | target | met |',
    '|---|---|---|---|---|',
    ...rows.map((it) => `| ${it.what} | ${it.value} | ${it.baseline} | ${it.target} | ${met(it.met)} |`),
  ].join('\n')
}
