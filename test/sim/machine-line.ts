import type { LineOpener } from "../../hardware/contract.ts";
import { machineBlocks, readerBlocks } from "../../hardware/frames/mdb/cashless.ts";
import { QIBIXX, qibixxLines, readQibixx } from "../../hardware/frames/qibixx/qibixx.ts";
import type { Decoder } from "../../hardware/frames/stream/frame-stream.ts";
import type { Emulator } from "../../simulator/devices/emulated-port.ts";
import type { MdbAdapter } from "../rig/mdb-rig.ts";
import type { MachineJudge } from "./machine-judge.ts";

type Said = (bytes: Uint8Array) => void;

/** Overhears what leaves the terminal, whether it arrives or not. */
export function overhearTerminal(adapter: MdbAdapter, opener: LineOpener, judge: MachineJudge): LineOpener {
  const said = adapter === "qibixx" ? qibixxOrder(judge) : readerWord(judge);
  return {
    open: async (ears, deadlineMs) => {
      const opened = await opener.open(ears, deadlineMs);
      if ("loss" in opened) return opened;
      const { line } = opened;
      return {
        line: {
          write: (bytes, writeMs) => {
            said(bytes);
            return line.write(bytes, writeMs);
          },
          close: () => line.close(),
        },
      };
    },
    watch: (appeared) => opener.watch(appeared),
  };
}

/** Overhears what a machine says, as it stands on the line: what is spoilt there was not said. */
export function overhearMachine(adapter: MdbAdapter, device: Emulator, judge: MachineJudge): Emulator {
  const said = adapter === "qibixx" ? qibixxWord(judge) : machineWord(judge);
  return (port) =>
    device({
      ...port,
      write: (bytes) => {
        said(bytes);
        port.write(bytes);
      },
    });
}

function qibixxOrder(judge: MachineJudge): Said {
  return (bytes) => {
    for (const order of framesIn(qibixxLines(), bytes)) {
      if (order.startsWith("C,VEND,")) judge.approved(Math.round(Number(order.slice(7)) * 100));
      if (order === QIBIXX.deny || order === QIBIXX.readerOff) judge.denied();
    }
  };
}

function readerWord(judge: MachineJudge): Said {
  return (bytes) => {
    for (const word of framesIn(readerBlocks(), bytes)) {
      if (word.is === "approved") judge.approved(word.price);
      if (word.is === "denied") judge.denied();
    }
  };
}

function qibixxWord(judge: MachineJudge): Said {
  return (bytes) => {
    for (const line of framesIn(qibixxLines(), bytes)) {
      const word = readQibixx(line)?.word;
      if (word === "success" || word === "failure") judge.reported(word);
      if (word === "state") judge.calledOff();
    }
  };
}

function machineWord(judge: MachineJudge): Said {
  return (bytes) => {
    for (const word of framesIn(machineBlocks(), bytes)) {
      if (word.is === "success" || word.is === "failure") judge.reported(word.is);
      else if (word.is !== "request" && word.is !== "poll") judge.calledOff();
    }
  };
}

/** A word is one piece of the line here. */
function framesIn<F>(decoder: Decoder<F>, bytes: Uint8Array): F[] {
  return [...decoder.hear(bytes), ...decoder.silence()].flatMap((heard) =>
    heard.kind === "frame" ? [heard.frame] : [],
  );
}
