/** What a WebGPU adapter says of itself. */
export interface AdapterNames {
  vendor: string
  architecture: string
  description: string
  isFallbackAdapter: boolean
}

/** Whether an adapter only pretends to be a graphics card: it says so, or has the name of a rasteriser on the CPU. */
export function isSoftware({ vendor, architecture, description, isFallbackAdapter }: AdapterNames): boolean {
  const words = `${vendor} ${architecture} ${description}`
  return isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i.test(words)
}
