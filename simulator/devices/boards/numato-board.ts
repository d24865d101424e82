import { numatoDigits } from "../../../hardware/frames/numato/numato.ts";
import { BEGUN, FrameStream } from "../../../hardware/frames/stream/frame-stream.ts";
import { Bench, type BenchOptions } from "./bench.ts";
import { createShell, type Dialect, type EmulatedBoard, type ShellOptions } from "./board-shell.ts";

/** A Numato module's command line: repeats the command, answers, shows its prompt. */
export function createNumatoBoardEmulator(options: BenchOptions & Omit<ShellOptions, "bench">): EmulatedBoard {
  const bench = new Bench(options);
  const dialect: Dialect<string> = {
    decoder: () =>
      new FrameStream(64, (held) => {
        const end = held.indexOf(0x0d);
        if (end === -1) return BEGUN;
        return { is: "whole", frame: String.fromCharCode(...held.subarray(0, end)), length: end + 1 };
      }),
    answer(command) {
      const answer = carryOut(bench, command);
      return new TextEncoder().encode(`${command}\n\r${answer === "" ? "" : `${answer}\n\r`}>`);
    },
  };
  return createShell(dialect, { ...options, bench });
}

const COMPLAINT = "Invalid command";

function carryOut(bench: Bench, command: string): string {
  const [subject = "", verb = "", name = ""] = command.trim().split(" ");
  if (command.trim() === "") return "";
  if (command === "ver") return "A0000101";
  if (command === "id get") return "00000000";
  if (subject === "gpio" && verb === "read") return bench.inputs[Number.parseInt(name, 36)] === true ? "1" : "0";
  if (subject !== "relay") return COMPLAINT;
  const digits = numatoDigits(bench.channels);
  if (verb === "readall") {
    const mask = bench.outputs.reduce((sum, on, index) => sum | (on ? 1 << index : 0), 0);
    return mask.toString(16).padStart(digits, "0");
  }
  if (verb === "writeall") {
    if (name.length !== digits) return COMPLAINT;
    const mask = Number.parseInt(name, 16);
    for (let channel = 1; channel <= bench.channels; channel++)
      bench.switch(channel, ((mask >> (channel - 1)) & 1) === 1);
    return "";
  }
  const channel = Number.parseInt(name, 36) + 1;
  if (!(channel >= 1 && channel <= bench.channels)) return COMPLAINT;
  if (verb === "read") return bench.outputs[channel - 1] === true ? "on" : "off";
  if (verb !== "on" && verb !== "off") return COMPLAINT;
  bench.switch(channel, verb === "on");
  return "";
}
