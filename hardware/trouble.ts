/**
 * What may be wrong with a device, as a closed list: for whoever says it in another language than the plain words beside
 * it. A driver takes the one that leads to the same remedy as its words; the words stay, and say it more exactly.
 */
export const TROUBLES = [
  /** Its process, its line or its first answer is on the way; nobody needs to do anything yet. */
  "starting",
  /** Switched off in this program, or its process has ended. */
  "not-running",
  "not-there",
  "port-busy",
  "no-access",
  /** Several adapters fit the configuration, and nobody may guess. */
  "look-alikes",
  "no-answer",
  /** Bytes are lost or wrong on the way: cable, plug, shielding, speed. */
  "line-fault",
  "wrong-device",
  /** Wired or configured so that it cannot work. */
  "misconfigured",
  "paper-out",
  "paper-low",
  "cover-open",
  "knife-stuck",
  "too-hot",
  "printer-offline",
  "printer-fault",
  /** No process watches its outputs: nothing is sold. */
  "unguarded",
  /** That its outputs are off is not shown: nothing is sold until it is. */
  "unproven",
  /** An output is on and cannot be switched off. */
  "output-stuck",
  /** Something moved or fell that nobody had sold, or did not fit what was sold. */
  "alarm",
  "sensor-blocked",
  "slot-locked",
  "no-motor",
  /** A machine with keys of its own, behind its adapter. */
  "machine-silent",
  "machine-refuses",
  "machine-asks-otherwise",
  "scanner-settings",
  "presence-blind",
  "drawer-forced",
  "drawer-open",
  "drawer-unseen",
  "screen-missing",
  "voice-missing",
  "no-sound",
] as const;

export type Trouble = (typeof TROUBLES)[number];
