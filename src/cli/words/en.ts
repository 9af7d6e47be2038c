import type { ErrorCode } from '../../core/errors'

const errors: Record<ErrorCode, string> = {
  'picture-unreadable':
    'the picture in this project is damaged, or not a PNG, JPEG, WebP or AVIF picture. Open the project in the studio and save it again.',
  'picture-too-large':
    'the picture in this project has {megapixels} megapixels, more than {limit} would not fit into memory. Make it smaller.',
  'project-unreadable': 'this is no Kinora project, or it is damaged ({problem}). Save it in the studio again.',
  'project-field': 'the project cannot be used: the value of “{field}” is not valid ({problem}).',
  'project-newer': 'the project was made by a newer Kinora (format {version}; {known} is known here). Update this one.',
  'project-open-elsewhere': 'the project is open elsewhere.',
  'pack-unreadable':
    'the model pack cannot be read: {file} is damaged. Fetch the pack again, or name another with --pack.',
  'pack-field': 'the model pack cannot be used: “{field}” in pack.json {problem}. Name another with --pack.',
  'pack-hash': 'the model pack cannot be used: {file} is not the file that pack.json expects. Fetch the pack again.',
  'half-unavailable':
    'this model computes in half precision, which this machine cannot. Convert it again with --compute fp32.',
  'pack-missing': 'the model pack lacks the file {file}. Name a folder with a whole pack with --pack.',
  'model-address': 'this address cannot be used: it has to begin with https://.',
  'model-unreachable': '{host} cannot be reached. Check the connection.',
  'model-refused': '{host} does not give {file} (answer {status}). Check the address.',
  'model-forwarded':
    '{host} hands the download on to another host. Download it yourself and name the folder with --pack.',
  'model-unknown':
    'there is no model that Kinora knows in what was chosen. Name a folder with a pack.json with --pack.',
  'model-no-room': 'there is not enough room: {needed} MB are needed, {free} MB are free. Free some space.',
  'model-busy': 'this model is in use elsewhere. Try again when that has ended.',
  'model-broken': '“{name}” cannot be used ({what}). Name another pack with --pack.',
  'provider-unavailable': 'what should compute ({provider}) is not there on this machine.',
  'device-lost': 'the graphics card stopped answering. Run the command again.',
  'worker-crashed': 'a part of the engine stopped. Run the command again.',
  'out-of-memory': 'there was not enough memory. Use a smaller --width, or --draft.',
  'too-large':
    'this does not fit into memory: it would need {needed} MB, and {available} MB can be had. Use a smaller --width, or --draft.',
  'disk-full': 'the disk is full. Free some space, or write elsewhere with -o.',
  'codec-unavailable':
    'this format ({codec}) needs the program ffmpeg, which was not found. Install it (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg), name it in the variable FFMPEG, or use --format gif, png or frames.',
  'nothing-open': 'no picture is open.',
  'not-rendered': 'this frame has not been rendered.',
  'reference-still': 'the video is too short to take a motion from',
  'body-not-found': 'no body was found in the picture. Place it by hand in the studio.',
  'face-not-found': 'no face was found in the picture. Place it by hand in the studio.',
  'driver-without-face': 'the tab alone has drivers that are dropped; this is not for the command line.',
  'driver-faceless': 'no face was seen in the video. Use one in which a face looks at the camera.',
  'sound-unreadable': 'the sound cannot be read. Use WAV, MP3, M4A, OGG or FLAC.',
  'video-unreadable': 'the video cannot be read. Use MP4 or WebM.',
  'vision-unavailable': 'what finds things in a picture could not be started ({reason}).',
  cancelled: 'cancelled; nothing half made was left behind.',
  'control-unknown': 'this control is not known ({kind}).',
  'control-invalid': 'a control has a value that it cannot have ({field}).',
  'settings-invalid': 'that value is not possible for this clip ({field}).',
  'camera-denied': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'camera-absent': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'camera-busy': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'camera-lost': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'microphone-denied': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'microphone-absent': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'microphone-busy': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'microphone-lost': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'recording-empty': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  'window-blocked': 'the tab alone opens windows; this is not for the command line.',
  'take-unreadable': 'the tab alone has a camera, a microphone and takes; this is not for the command line.',
  internal: 'something went wrong in Kinora itself ({message}). With KINORA_DEBUG=1 it says where.',
}

/** What `kinora` says. Holes are {named}. */
export const en = {
  errors,
  ffmpegLacking:
    'the ffmpeg that was found cannot write {codec}. Install a complete one, name it in the variable FFMPEG, or use --format gif, png or frames.',
  system: {
    ENOENT: 'there is no {path}. Check the name.',
    EACCES: '{path} may not be read or written. Check its permissions.',
    EPERM: '{path} may not be read or written. Check its permissions.',
    EROFS: '{path} lies where nothing can be written. Choose another place with -o.',
    EISDIR: '{path} is a folder where a file was expected.',
    ENOTDIR: 'a part of {path} is a file, not a folder. Choose another place with -o.',
    EEXIST: '{path} is there already and not a folder. Choose another place with -o.',
    ENOSPC: 'the disk is full. Free some space, or write elsewhere with -o.',
    EFBIG: 'the file would be larger than may be written here. Write elsewhere with -o.',
    EDQUOT: 'there is no space left for you on this disk. Free some, or write elsewhere with -o.',
    other: 'the system said {code} about {path}.',
  },
  usage: {
    option: '{what} is not an option, or lacks its value.',
    value: '{what} is not possible.',
    command: '“{what}” is not a command.',
    'no-project': '{what} needs a project file.',
    'many-projects': 'several projects cannot go into the one file {what}: name a folder.',
    output: '{what} would be written twice, or over a project. Choose another place with -o.',
  },
  seeHelp: 'kinora --help shows what can be asked.',
  left: '{time} left',
  done: '{file}: {frames} frames, {width} x {height}, {fps} fps, in {took} s',
  info: {
    name: 'name',
    picture: 'picture',
    controls: 'controls',
    clip: 'clip',
    length: '{frames} frames at {fps} fps, {seconds} s',
    loop: 'loop',
    quality: 'quality',
  },
  help: `kinora renders projects of the studio on this machine, one or many.

  kinora render PROJECT... [-o PLACE]   renders to a file, or into a folder
  kinora info PROJECT...                says what a project holds

Options of render:
  -o, --output PLACE    a file (.mp4, .webm, .gif, .zip), or a folder; otherwise beside the project
  -f, --format FORMAT   mp4, webm (both need ffmpeg), gif, png (a zip), frames (a folder of PNG files)
      --fps N           another rate, 8..60; the clip stays as long as it is
  -q, --quality N       of the file, 0..1 (0.8)
      --draft, --full   how it is made, whatever the project says
  -w, --width N         width in pixels; otherwise the project's
      --frames A..B     only these frames, counted from 1
      --threads N       threads for the networks; otherwise one a core
      --pack FOLDER     another model pack
Of all:
      --json            one JSON object a line on the output: progress, done, error
      --lang en|zh      language of the messages
  -h, --help            this
  -v, --version         the version

Ends with 0: done, 1: something failed, 2: the command was wrong, 130: cancelled.
Nothing leaves this machine.
`,
}

/** What any language has to say. */
export type Words = typeof en
