import { spawn } from "node:child_process";
import type { SpeakingRun } from "./voice.ts";

/** So much of what the program complains of is kept. */
const COMPLAINT_MAX = 4_000;

/**
 * One run of espeak-ng, or of what takes its place. The words go to its standard input and never through a shell or an
 * argument list, where other users of the machine could read them.
 */
export function launchEspeak(program: string, options: readonly string[]): SpeakingRun {
  const child = spawn(program, [...options], { stdio: ["pipe", "ignore", "pipe"], shell: false });
  let complaint = "";
  let started = true;
  let ended: (how: { readonly started: boolean; readonly complaint: string }) => void = () => undefined;
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    complaint = (complaint + text).slice(0, COMPLAINT_MAX);
  });
  // A program that ends early closes its input; what it said about itself tells why.
  child.stdin.on("error", () => undefined);
  child.once("error", (error) => {
    started = child.pid !== undefined;
    complaint += error.message;
  });
  child.once("close", () => ended({ started, complaint }));
  return {
    speak: (words) => child.stdin.end(words),
    onEnd: (call) => {
      ended = call;
    },
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}
