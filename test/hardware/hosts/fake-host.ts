import type { FromHost, HostKind, HostLauncher, HostProcess, ToHost } from "../../../hardware/hosts/protocol.ts";

/** A host process that does nothing by itself; the test speaks for it. */
export class FakeHost implements HostProcess {
  readonly kind: HostKind;
  readonly heard: ToHost[] = [];
  kills = 0;
  #hear: (message: FromHost) => void = () => undefined;
  #ended: (why: string) => void = () => undefined;

  constructor(kind: HostKind) {
    this.kind = kind;
  }

  send(message: ToHost): void {
    this.heard.push(message);
  }

  onMessage(heard: (message: FromHost) => void): void {
    this.#hear = heard;
  }

  onExit(ended: (why: string) => void): void {
    this.#ended = ended;
  }

  kill(): void {
    this.kills += 1;
  }

  says(message: FromHost): void {
    this.#hear(message);
  }

  ends(why = "code 1"): void {
    this.#ended(why);
  }

  /** What it was told, by name, oldest first. */
  get told(): readonly string[] {
    return this.heard.map((message) => message.to);
  }
}

/** Every host that was started, oldest first. */
export function fakeLauncher(): HostLauncher & { readonly hosts: FakeHost[]; last(kind: HostKind): FakeHost } {
  const hosts: FakeHost[] = [];
  return {
    hosts,
    launch(kind) {
      const host = new FakeHost(kind);
      hosts.push(host);
      return host;
    },
    last(kind) {
      const found = hosts.findLast((host) => host.kind === kind);
      if (found === undefined) throw new Error(`no ${kind} host was started`);
      return found;
    },
  };
}
