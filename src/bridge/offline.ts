/** What the page may ask of the service worker. */
export type ServiceWorkerMessage =
  /** Fetch and keep the big files whose address holds one of these. */
  | { kind: 'keep'; wanted: string[] }
  /** A new version takes over now, unless another tab works with the former one. */
  | { kind: 'take-over' }
