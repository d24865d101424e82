/** Exit codes a supervisor can act on, as in sysexits.h. */
export const EXIT = {
  /** Asked to leave. */
  done: 0,
  /** A bug, a disk that refuses, a page that keeps falling: start again. */
  software: 70,
  /** Another one is running: start again later. */
  temporary: 75,
  /** The configuration or the command line: starting again does not help. */
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface LastWords {
  /** Node's `process`. */
  readonly process: {
    on(event: "uncaughtException", listener: (error: Error) => void): unknown;
    on(event: "unhandledRejection", listener: (reason: unknown) => void): unknown;
  };
  /** Must have written before it returns. */
  readonly write: (what: string, error: unknown) => void;
  /** Electron's `app.exit`, which asks nobody. */
  readonly exit: (code: ExitCode) => void;
}

/** The first thing to call. Without it Electron shows a dialog, on a public screen, and waits for somebody to press its button. */
export function leaveOnSurprise({ process, write, exit }: LastWords): void {
  const leave = (what: string) => (error: unknown) => {
    try {
      write(what, error);
    } finally {
      exit(EXIT.software);
    }
  };
  process.on("uncaughtException", leave("uncaught exception"));
  process.on("unhandledRejection", leave("unhandled rejection"));
}
