/**
 * The far end of a line as an emulated device sees it: bytes come, bytes go, and the plug can be pulled. The same
 * emulator runs unchanged on a pseudo-terminal, on TCP and on a pipe in memory.
 */
export interface EmulatedPort {
  /** One listener; bytes that come before it is set are kept for it. */
  onBytes(heard: (bytes: Uint8Array) => void): void;
  /** Ignored once the line is gone. */
  write(bytes: Uint8Array): void;
  /** Pulls the plug. */
  hangUp(): void;
  /** Called once when this connection ends, whoever ended it. */
  onGone(gone: () => void): void;
  /** Stops taking bytes, so that the sender's buffers fill; `release` goes on. */
  hold(): void;
  release(): void;
}

/** A device: called with a new port for every connection (TCP) or every time it is plugged in (pseudo-terminal). */
export type Emulator = (port: EmulatedPort) => void;
