import { describe, expect, it } from 'vitest'
import { motionNames } from '../motions/names'
import { chinese } from './chinese'
import { completions } from './complete'
import { english } from './english'
import { motionPhrases } from './names'
import { edits, nearestWords } from './nearest'
import { parsePrompt } from './parse'
import { plainForms } from './tokens'

const [right, down, left, up] = [0, Math.PI / 2, Math.PI, -Math.PI / 2]

describe('a phrase', () => {
  it.each([
    ['sway gently', { motion: 'sway' }],
    ['swaying', { motion: 'sway' }],
    ['drift left slowly', { motion: 'drift', direction: left }],
    ['spin fast', { motion: 'spin' }],
    ['spinning counterclockwise', { motion: 'spin', direction: left }],
    ['wave the left arm', { motion: 'wave', part: 'left arm', direction: null }],
    ['waves both hands', { motion: 'wave', part: 'arms' }],
    ['raise the right leg', { motion: 'rise', part: 'right leg' }],
    ['flow downwards', { motion: 'flow', direction: down }],
    ['nod twice', { motion: 'nod', part: 'head', times: 2 }],
    ['jump 3 times', { motion: 'jump', times: 3 }],
    ['jumps five times', { motion: 'jump', times: 5 }],
    ['wags its tail', { motion: 'wag', part: 'tail' }],
    ['shake head', { motion: 'shake', part: 'head' }],
    ['turn the head left', { motion: 'turn', part: 'head', direction: left }],
    ['the boat rocks', { motion: 'rock', part: null }],
    ['the tree sways in the wind', { motion: 'sway', rhythm: 'gusts' }],
    ['move up and spin', { motion: 'spin', direction: up }],
    ['move side to side', { motion: 'float', direction: right }],
    ['up and down', { motion: 'float', direction: down }],
    ['left', { motion: 'drift', direction: left }],
    ['flap wings', { motion: 'fly' }],
    ['flew to the right', { motion: 'fly', direction: right }],
    ['Driving Right', { motion: 'drive', direction: right }],
    ['move faster and faster', { motion: 'drift', easing: 'in' }],
    ['走', { motion: 'walk' }],
    ['向左飘', { motion: 'drift', direction: left }],
    ['轻轻摇摆', { motion: 'sway' }],
    ['挥左手', { motion: 'wave', part: 'left arm', direction: null }],
    ['点头两次', { motion: 'nod', part: 'head', times: 2 }],
    ['跳3下', { motion: 'jump', times: 3 }],
    ['慢慢地向下流', { motion: 'flow', direction: down }],
    ['快速旋转', { motion: 'spin' }],
    ['逆时针转三圈', { motion: 'spin', direction: left, times: 3 }],
    ['小狗摇尾巴', { motion: 'wag', part: 'tail' }],
    ['上下动', { motion: 'float', direction: down }],
    ['随风飘扬', { motion: 'flutter', rhythm: 'gusts' }],
    ['微笑', { motion: 'smile' }],
    ['sway 轻轻', { motion: 'sway' }],
  ])('%s', (prompt, meaning) => {
    const said = parsePrompt(prompt)
    expect(said).toMatchObject(meaning)
    expect(said.unknown).toEqual([])
  })

  it('is slower, faster, weaker, stronger as it says', () => {
    expect(parsePrompt('sway slowly').speed).toBeLessThan(0.7)
    expect(parsePrompt('飞快转动').speed).toBeGreaterThan(1.3)
    expect(parsePrompt('sway very slowly').speed).toBeLessThan(parsePrompt('sway slowly').speed)
    expect(parsePrompt('非常快').speed).toBeGreaterThan(parsePrompt('快').speed)
    expect(parsePrompt('轻轻摇').amount).toBeLessThan(0.7)
    expect(parsePrompt('shake wildly').amount).toBeGreaterThan(1.3)
  })

  it.each(motionNames)('names %s in both languages', (name) => {
    for (const language of ['en', 'zh'] as const)
      expect(parsePrompt(motionPhrases[name][language])).toMatchObject({ motion: name, unknown: [] })
  })

  it('knows every verb of its lexicons, and English ones in their other forms', () => {
    for (const [word, meaning] of [...Object.entries(english), ...Object.entries(chinese)])
      if (meaning.kind === 'motion') expect([word, parsePrompt(word).motion]).toEqual([word, meaning.motion])
    for (const verb of [
      'sways',
      'swayed',
      'nodding',
      'nodded',
      'waving',
      'waves',
      'flies',
      'driving',
      'shaken',
      'hopped',
    ])
      expect([verb, parsePrompt(verb).unknown]).toEqual([verb, []])
    expect(plainForms('nodding')).toContain('nod')
  })
})

describe('an unknown word', () => {
  it('is named, with the nearest known ones', () => {
    const [word] = parsePrompt('swya gently').unknown
    expect(word).toMatchObject({ text: 'swya', start: 0, end: 4 })
    expect(word?.nearest).toContain('sway')
    expect(nearestWords('dirft')[0]).toBe('drift')
    expect(nearestWords('摇晃晃动')).toContain('晃动')
    expect(parsePrompt('量子摇').unknown[0]?.text).toBe('量子')
  })

  it('does not hide what is known', () => {
    expect(parsePrompt('xyzzy spin').motion).toBe('spin')
  })

  it('counts a swap as one slip', () => {
    expect(edits('dirft', 'drift')).toBe(1)
    expect(edits('kitten', 'sitting')).toBe(3)
  })
})

describe('completion', () => {
  it('ends a word that was begun', () => {
    expect(completions('swa', 'en', []).map(({ phrase }) => phrase)).toContain('sway')
    expect(completions('摇', 'zh', []).map(({ phrase }) => phrase)).toContain('摇摆')
    expect(completions('drift sl', 'en', []).map(({ phrase }) => phrase)).toContain('drift slowly')
  })

  it('offers what fits first, then how', () => {
    expect(completions('', 'en', ['drive'])[0]?.phrase).toBe('drive')
    expect(completions('sway ', 'en', []).map(({ phrase }) => phrase)).toContain('sway gently')
    expect(completions('摇摆', 'zh', []).map(({ phrase }) => phrase)).toContain('轻轻摇摆')
  })

  it('goes on in the language of the last word', () => {
    expect(completions('走', 'en', []).map(({ phrase }) => phrase)).toContain('慢慢走')
    expect(completions('walk', 'zh', []).map(({ phrase }) => phrase)).toContain('walk slowly')
  })

  it('does not say twice where to, how fast or how often', () => {
    const phrases = completions('drift left ', 'en', [], 50).map(({ phrase }) => phrase)
    expect(phrases).toContain('drift left slowly')
    for (const other of ['right', 'up', 'down', 'left']) expect(phrases).not.toContain(`drift left ${other}`)
    expect(completions('sway slowly ', 'en', [], 50).map(({ phrase }) => phrase)).not.toContain('sway slowly fast')
    expect(completions('nod twice ', 'en', [], 50).map(({ phrase }) => phrase)).not.toContain('nod twice twice')
  })

  it('offers nothing that it would not understand', () => {
    for (const typed of ['', 's', 'w', 'wave the ', '向', '摇'])
      for (const { phrase } of completions(typed, 'zh', [], 50)) expect(parsePrompt(phrase).unknown).toEqual([])
  })
})
