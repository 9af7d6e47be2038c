import type { Words } from './en'

/** What `kinora` says, in Chinese. */
export const zh: Words = {
  errors: {
    'picture-unreadable': '项目中的图片已损坏，或不是 PNG、JPEG、WebP、AVIF 图片。请在工作室中打开项目并重新保存。',
    'picture-too-large': '项目中的图片有 {megapixels} 百万像素，超过 {limit} 百万像素内存放不下。请缩小图片。',
    'project-unreadable': '这不是 Kinora 项目，或文件已损坏（{problem}）。请在工作室中重新保存。',
    'project-field': '无法使用此项目：“{field}”的值无效（{problem}）。',
    'project-newer': '此项目由更新版本的 Kinora 制作（格式 {version}，此处只认识 {known}）。请更新。',
    'project-open-elsewhere': '此项目已在别处打开。',
    'pack-unreadable': '无法读取模型包：{file} 已损坏。请重新获取，或用 --pack 指定另一个。',
    'pack-field': '无法使用模型包：pack.json 中的“{field}”无效（{problem}）。请用 --pack 指定另一个。',
    'pack-hash': '无法使用模型包：{file} 与 pack.json 所写不符。请重新获取。',
    'half-unavailable': '此模型以半精度计算，本机不支持。请用 --compute fp32 重新转换。',
    'pack-missing': '模型包缺少文件 {file}。请用 --pack 指定完整的模型包文件夹。',
    'model-address': '无法使用这个地址：它须以 https:// 开头。',
    'model-unreachable': '无法连接 {host}。请检查网络。',
    'model-refused': '{host} 没有给出 {file}（回答 {status}）。请检查地址。',
    'model-forwarded': '{host} 会把下载转到另一台主机。请自行下载，再用 --pack 指定文件夹。',
    'model-unknown': '所选内容中没有 Kinora 认识的模型。请用 --pack 指定含有 pack.json 的文件夹。',
    'model-no-room': '空间不足：需要 {needed} MB，可用 {free} MB。请腾出空间。',
    'model-busy': '这个模型正在别处使用。请等它结束后再试。',
    'model-broken': '无法使用“{name}”（{what}）。请用 --pack 指定另一个模型包。',
    'provider-unavailable': '这台机器上没有所要求的计算方式（{provider}）。',
    'device-lost': '显卡停止响应。请重新运行命令。',
    'worker-crashed': '引擎的一个部分停止了。请重新运行命令。',
    'out-of-memory': '内存不足。请用更小的 --width，或使用 --draft。',
    'too-large': '内存放不下：需要 {needed} MB，可用 {available} MB。请用更小的 --width，或使用 --draft。',
    'disk-full': '磁盘已满。请腾出空间，或用 -o 写到别处。',
    'codec-unavailable':
      '此格式（{codec}）需要程序 ffmpeg，但没有找到。请安装（apt install ffmpeg、brew install ffmpeg、winget install ffmpeg），用变量 FFMPEG 指定，或使用 --format gif、png、frames。',
    'nothing-open': '没有打开的图片。',
    'not-rendered': '这一帧尚未渲染。',
    'reference-still': '视频太短，取不出运动',
    'body-not-found': '图片中没有找到人体。请在工作室里手动放置。',
    'face-not-found': '图片中没有找到人脸。请在工作室里手动放置。',
    'driver-without-face': '拖放驱动文件只在浏览器中可用，命令行用不到。',
    'driver-faceless': '视频中没有看到人脸。请使用脸朝镜头的视频。',
    'sound-unreadable': '无法读取声音。请使用 WAV、MP3、M4A、OGG 或 FLAC。',
    'video-unreadable': '无法读取视频。请使用 MP4 或 WebM。',
    'vision-unavailable': '识别功能无法启动（{reason}）。',
    cancelled: '已取消，没有留下未完成的文件。',
    'control-unknown': '不认识此控制项（{kind}）。',
    'control-invalid': '有控制项的值无效（{field}）。',
    'settings-invalid': '此片段不能取该值（{field}）。',
    'camera-denied': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'camera-absent': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'camera-busy': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'camera-lost': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'microphone-denied': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'microphone-absent': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'microphone-busy': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'microphone-lost': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'recording-empty': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    'window-blocked': '只有浏览器会打开窗口，命令行用不到。',
    'take-unreadable': '摄像头、麦克风和动作文件只在浏览器中可用，命令行用不到。',
    internal: 'Kinora 自身出了问题（{message}）。设置 KINORA_DEBUG=1 可看到出处。',
  },
  ffmpegLacking:
    '找到的 ffmpeg 不能写出 {codec}。请安装完整版本，用变量 FFMPEG 指定，或使用 --format gif、png、frames。',
  system: {
    ENOENT: '没有 {path}。请检查名称。',
    EACCES: '无权读写 {path}。请检查权限。',
    EPERM: '无权读写 {path}。请检查权限。',
    EROFS: '{path} 所在位置不可写。请用 -o 选择别处。',
    EISDIR: '{path} 是文件夹，这里需要文件。',
    ENOTDIR: '{path} 的一部分是文件而不是文件夹。请用 -o 选择别处。',
    EEXIST: '{path} 已存在且不是文件夹。请用 -o 选择别处。',
    ENOSPC: '磁盘已满。请腾出空间，或用 -o 写到别处。',
    EFBIG: '文件超过此处允许的大小。请用 -o 写到别处。',
    EDQUOT: '您在此磁盘上的配额已满。请腾出空间，或用 -o 写到别处。',
    other: '系统报告 {code}：{path}。',
  },
  usage: {
    option: '没有选项 {what}，或缺少它的值。',
    value: '{what} 不可用。',
    command: '没有命令“{what}”。',
    'no-project': '{what} 需要项目文件。',
    'many-projects': '多个项目不能写入同一个文件 {what}：请指定文件夹。',
    output: '{what} 会被写两次，或覆盖项目文件。请用 -o 选择别处。',
  },
  seeHelp: 'kinora --help 显示用法。',
  left: '剩余 {time}',
  done: '{file}：{frames} 帧，{width} x {height}，{fps} fps，用时 {took} 秒',
  info: {
    name: '名称',
    picture: '图片',
    controls: '控制项',
    clip: '片段',
    length: '{frames} 帧，{fps} fps，{seconds} 秒',
    loop: '循环',
    quality: '质量',
  },
  help: `kinora 在本机渲染工作室的项目，一个或多个。

  kinora render 项目... [-o 位置]   渲染到文件或文件夹
  kinora info 项目...               显示项目内容

render 的选项：
  -o, --output 位置     文件（.mp4、.webm、.gif、.zip）或文件夹；默认在项目旁边
  -f, --format 格式     mp4、webm（两者需要 ffmpeg）、gif、png（zip）、frames（PNG 文件夹）
      --fps N           另一帧率，8..60；时长不变
  -q, --quality N       文件质量，0..1（0.8）
      --draft, --full   制作方式，不管项目如何设置
  -w, --width N         宽度（像素）；默认按项目
      --frames A..B     只要这些帧，从 1 数起
      --threads N       网络所用线程；默认每核一个
      --pack 文件夹     另一个模型包
通用：
      --json            每行输出一个 JSON 对象：progress、done、error
      --lang en|zh      消息语言
  -h, --help            显示此帮助
  -v, --version         版本

退出状态 0：完成，1：失败，2：命令有误，130：已取消。
任何数据都不会离开本机。
`,
}
