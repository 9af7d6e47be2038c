/** Every shortcut, for the dialog: what it does, then its keys (those with a name of their own by key of the words). */
export const shortcutGroups = [
  {
    name: 'tools',
    shortcuts: [
      ['select', 'V'],
      ['trajectory', 'T'],
      ['pin', 'P'],
      ['freeze', 'F'],
      ['region', 'R'],
      ['brush', 'B'],
      ['fluid', 'U'],
      ['camera', 'K'],
      ['face', 'A'],
      ['frameSize', 'keys.wheel'],
      ['brushSize', '[', ']'],
      ['erase', 'E'],
      ['addTo', 'keys.shiftClick'],
      ['takeFrom', 'keys.altClick'],
      ['guessAgain', 'G'],
    ],
  },
  {
    name: 'drawing',
    shortcuts: [
      ['finish', 'keys.enter'],
      ['giveUp', 'keys.escape'],
      ['lastPoint', 'keys.backspace'],
      ['cursor', 'keys.enter'],
      ['moveCursor', 'keys.arrows'],
    ],
  },
  {
    name: 'editing',
    shortcuts: [
      ['nudge', 'keys.arrows'],
      ['nudgeFar', 'keys.shiftArrows'],
      ['remove', 'keys.delete'],
      ['nextControl', 'N'],
      ['nextPoint', 'Q'],
      ['reorder', 'keys.altArrows'],
      ['rename', 'F2'],
      ['undo', 'keys.undo'],
      ['redo', 'keys.redo'],
    ],
  },
  {
    name: 'view',
    shortcuts: [
      ['zoom', '+', '−'],
      ['fit', '0'],
      ['actual', '1'],
      ['pan', 'keys.spaceDrag'],
      ['still', 'H', '\\'],
      ['compare', 'C'],
      ['motion', 'M'],
      ['inspector', 'I'],
      ['mute', 'S'],
    ],
  },
  {
    name: 'time',
    shortcuts: [
      ['play', 'keys.space'],
      ['frames', ',', '.'],
      ['ends', 'keys.homeEnd'],
    ],
  },
  {
    name: 'files',
    shortcuts: [
      ['open', 'keys.open'],
      ['save', 'keys.save'],
      ['render', 'keys.render'],
      ['export', 'keys.export'],
      ['help', '?'],
    ],
  },
] as const
