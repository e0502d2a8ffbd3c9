/** The part of WebAssembly's JavaScript interface that the kernel uses; TypeScript has it only with the browser's types. */
declare namespace WebAssembly {
  class Module {
    private readonly compiled: unique symbol;
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module);
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Global {
    readonly value: number;
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
