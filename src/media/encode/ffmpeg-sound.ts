import type { SoundTrack } from '../sound/mix'

/**
 * What ffmpeg has to be told to lay a clip's sounds over its pictures: inputs, the graph that mixes them, and where that comes
 * out. Each stretch is cut, set to its place and padded, so that sound and picture end together.
 * @param files names of the sounds' files, in order
 * @param first index of the first of them among ffmpeg's inputs
 * @param seconds length of the clip
 */
export function soundArguments(
  tracks: readonly Omit<SoundTrack, 'file'>[],
  files: readonly string[],
  first: number,
  seconds: number,
): { inputs: string[]; graph: string[] } {
  const end = seconds.toFixed(6)
  const chains = tracks.map(({ at, from, length }, k) => {
    const cut = `atrim=start=${from.toFixed(6)}:duration=${length.toFixed(6)},asetpts=PTS-STARTPTS`
    const place = `adelay=delays=${Math.round(at * 1000)}:all=1`
    return `[${first + k}:a:0]aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo,${cut},${place},apad=whole_dur=${end}[s${k}]`
  })
  const all = tracks.map((_, k) => `[s${k}]`).join('')
  const mix = `${all}amix=inputs=${tracks.length}:normalize=0:dropout_transition=0,atrim=end=${end}[sound]`
  return {
    inputs: files.flatMap((file) => ['-i', file]),
    graph: ['-filter_complex', [...chains, mix].join(';'), '-map', '[sound]'],
  }
}
