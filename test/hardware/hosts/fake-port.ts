import type { FromHost, HostPort, ToHost } from "../../../hardware/hosts/protocol.ts";

/** Main's end of a conversation with a host that runs in this process. */
export interface FakePort extends HostPort {
  /** Everything said so far, without the signs of life. */
  readonly said: FromHost[];
  tell(message: ToHost): void;
  mainGone(): void;
}

export function fakePort(): FakePort {
  const said: FromHost[] = [];
  let hear: (message: ToHost) => void = () => undefined;
  let gone: () => void = () => undefined;
  return {
    said,
    send: (message) => {
      if (message.say !== "alive") said.push(structuredClone(message));
      return Promise.resolve();
    },
    onMessage: (heard) => {
      hear = heard;
    },
    onMainGone: (ended) => {
      gone = ended;
    },
    tell: (message) => hear(structuredClone(message)),
    mainGone: () => gone(),
  };
}
