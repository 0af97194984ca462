/** A memory that compiled code and JavaScript share; threads too, where its buffer is a shared one. */
export interface CompiledMemory<Buffer extends ArrayBufferLike> {
  readonly buffer: Buffer;
  grow(pages: number): number;
}

export const pageBytes = 65_536;
/** 4 GB. */
export const mostPages = 65_536;

/** Compiles at the first call alone. */
export function compiledOnce(bytes: readonly number[]): () => object {
  let module: object | undefined;
  return () => {
    module ??= new WebAssembly.Module(Uint8Array.from(bytes));
    return module;
  };
}

/** What a module exports, working on the memory. The caller says what that is. */
export const instantiate = <Exports>(module: object, imports: Readonly<Record<string, unknown>>): Exports =>
  new WebAssembly.Instance(module, { env: imports }).exports as Exports;

/** Throws a RangeError where the machine has not so much. */
export const fixedMemory = (pages: number): CompiledMemory<ArrayBuffer> =>
  new WebAssembly.Memory({ initial: pages, maximum: pages }) as CompiledMemory<ArrayBuffer>;

export const sharedMemory = (pages: number): CompiledMemory<SharedArrayBuffer> =>
  new WebAssembly.Memory({ initial: pages, maximum: mostPages, shared: true }) as CompiledMemory<SharedArrayBuffer>;

/** What is used of the platform's WebAssembly, which the types of the language alone do not tell. */
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number; maximum: number; shared?: true }) => CompiledMemory<ArrayBufferLike>;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};
