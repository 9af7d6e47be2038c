import { expect, test } from 'vitest'
import { KinoraError } from '../core/errors'
import { errorNotice, statusNotice, withNotice } from './notices'
import type { Notice } from './state'

function saidInTurn(...notices: Notice[]): Notice[] {
  return notices.reduce<Notice[]>(withNotice, [])
}

test('opening one thing after another offers only the way back from the last', () => {
  const said = saidInTurn(
    statusNotice('status.opened', { name: 'lantern' }),
    statusNotice('status.saved'),
    statusNotice('status.opened', { name: 'boat' }),
  )
  expect(said.map(({ key, data }) => [key, data?.name])).toEqual([
    ['status.saved', undefined],
    ['status.opened', 'boat'],
  ])
})

test('the same error again is shown once; another of its kind stands beside it', () => {
  const error = (name: string) => errorNotice(new KinoraError('internal', { message: name }))
  expect(saidInTurn(error('a'), error('b'), error('a')).map(({ data }) => data?.message)).toEqual(['b', 'a'])
})
