import type { Find, Finding, FromHost, HostLauncher, HostProcess } from "../../hardware/hosts/protocol.ts";
import type { Identification } from "../../hardware/identify/identify-port.ts";
import type { ListedPort, PlacedDevice } from "../../hardware/identify/listed-ports.ts";
import {
  type Chosen,
  type DeviceFinder,
  type FoundPort,
  type FoundPorts,
  LIST_MS,
  LOOK_MS,
  type PortAnswer,
  type UnderWay,
  WHICH_MS,
} from "../core/set-up.ts";

/** Beyond its own deadline: a port that blocks its process is given up with the process. */
const LATE_MS = 4_000;

export interface DeviceFinderParts {
  readonly launcher: HostLauncher;
  /** All configured devices: their ports are never opened. */
  readonly devices: readonly PlacedDevice[];
  readonly after: (ms: number, call: () => void) => () => void;
  readonly note: (what: string) => void;
}

interface Asked {
  readonly call: number;
  readonly hear: (finding: Finding | undefined) => void;
  readonly onAway: (path: string | undefined) => void;
}

/**
 * Looks who is on the machine's ports, in a process of its own that runs only while somebody wants to know. What it does not answer
 * in time is answered here, and the process is killed: with it goes whatever it had open.
 */
export class FinderProcess implements DeviceFinder {
  readonly #parts: DeviceFinderParts;
  #host: HostProcess | undefined;
  #asked: Asked | undefined;
  #calls = 0;
  /** What answered, by port. */
  readonly #known = new Map<string, Identification>();

  constructor(parts: DeviceFinderParts) {
    this.#parts = parts;
  }

  ports(): UnderWay<FoundPorts> {
    const { devices } = this.#parts;
    return this.#ask({ what: "ports", devices }, LIST_MS, (finding) =>
      finding.is === "ports"
        ? {
            ports: finding.listed.ports.map(foundPort),
            missing: finding.listed.devices.flatMap(({ id, trouble: what }) =>
              what === undefined ? [] : [{ id, what }],
            ),
          }
        : undefined,
    );
  }

  look(path: string): UnderWay<PortAnswer> {
    const find: Find = { what: "look", path, deadlineMs: LOOK_MS, devices: this.#parts.devices };
    return this.#ask(find, LOOK_MS + LATE_MS, (finding) => {
      if (finding.is !== "look") return undefined;
      const { found, sure, lines } = finding;
      this.#known.set(path, found);
      return {
        is: found.is,
        what: found.is === "unknown" ? `${found.what} Its first bytes: ${found.heard}.` : found.what,
        ...(found.is === "found" ? { baudRate: found.baudRate } : {}),
        sure,
        ...(lines === undefined ? {} : { lines }),
      };
    });
  }

  which(paths: readonly string[], onAway: (path: string | undefined) => void): UnderWay<Chosen> {
    const known = paths.map((path) => this.#known.get(path)).find((one) => one?.is === "found");
    const find: Find = {
      what: "which",
      ports: paths.map((path) => {
        const found = this.#known.get(path);
        if (found?.is !== "found") return { path };
        return { path, baudRate: found.baudRate, isPrinter: found.drivers.includes("escpos") };
      }),
      deadlineMs: WHICH_MS,
      devices: this.#parts.devices,
      ...(known === undefined ? {} : { known }),
    };
    return this.#ask(
      find,
      WHICH_MS + LATE_MS,
      (finding) => {
        if (finding.is !== "which") return undefined;
        const { answer, lines } = finding;
        return answer.is === "this" && lines !== undefined ? { ...answer, lines } : { is: "nobody" };
      },
      onAway,
    );
  }

  end(): void {
    this.#settle(undefined);
    const host = this.#host;
    this.#host = undefined;
    this.#known.clear();
    host?.kill();
  }

  /** One thing at a time: what is under way is ended. */
  #ask<T>(
    find: Find,
    withinMs: number,
    read: (finding: Finding) => T | undefined,
    onAway: Asked["onAway"] = () => undefined,
  ): UnderWay<T> {
    this.#settle(undefined);
    const host = this.#host ?? this.#launch();
    this.#calls += 1;
    const call = this.#calls;
    const answer = new Promise<T | undefined>((resolve) => {
      const disarm = this.#parts.after(withinMs, () => {
        this.#parts.note("The process that looks for devices did not answer in time, and was ended.");
        this.end();
      });
      this.#asked = {
        call,
        onAway,
        hear: (finding) => {
          disarm();
          resolve(finding === undefined ? undefined : read(finding));
        },
      };
    });
    host.send({ to: "find", call, find });
    return {
      answer,
      stop: () => {
        if (this.#asked?.call === call) host.send({ to: "halt" });
      },
    };
  }

  #launch(): HostProcess {
    const host = this.#parts.launcher.launch("finder");
    this.#host = host;
    host.onMessage((message) => this.#hear(message));
    host.onExit((why) => {
      if (this.#host !== host) return;
      this.#host = undefined;
      this.#parts.note(`The process that looks for devices ended (${why}).`);
      this.#settle(undefined);
    });
    return host;
  }

  #hear(message: FromHost): void {
    if (message.say === "away" && message.call === this.#asked?.call) this.#asked.onAway(message.path ?? undefined);
    if (message.say !== "found" || message.call !== this.#asked?.call) return;
    if (message.finding.is === "failed") this.#parts.note(`Looking for devices failed: ${message.finding.what}`);
    this.#settle(message.finding);
  }

  #settle(finding: Finding | undefined): void {
    const asked = this.#asked;
    this.#asked = undefined;
    asked?.hear(finding);
  }
}

function foundPort(port: ListedPort): FoundPort {
  const { path, adapter, vendorId, productId, serialNumber, configured: users, twins } = port;
  const socket = port.socketPart ?? port.socket;
  const usb =
    vendorId === undefined || productId === undefined
      ? undefined
      : {
          vendorId,
          productId,
          ...(serialNumber === undefined ? {} : { serialNumber }),
          ...(socket === undefined ? {} : { socket }),
        };
  return {
    path,
    ...(adapter === undefined ? {} : { adapter }),
    ...(usb === undefined ? {} : { usb }),
    users,
    twins,
  };
}
