import { EventEmitter } from "node:events";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { build } from "vite";
import { expect, test } from "vitest";
import { ASK_CHANNEL, PULSE_CHANNEL, VIEW_CHANNEL } from "../../electron/ipc/channels.ts";
import type { Bridge } from "../../electron/ipc/contract.ts";

/** The preload as it is packed: one CommonJS file, because the sandbox loads nothing else. */
async function packedPreload(): Promise<string> {
  const packed = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      target: "es2023",
      lib: { entry: join(import.meta.dirname, "../../electron/preload.ts"), formats: ["cjs"], fileName: "preload" },
      rolldownOptions: { external: ["electron"] },
    },
  });
  const outputs = (Array.isArray(packed) ? packed : [packed]).flatMap((one) => ("output" in one ? one.output : []));
  expect(outputs).toHaveLength(1);
  const [only] = outputs;
  return only?.type === "chunk" ? only.code : "";
}

class FakeRenderer extends EventEmitter {
  readonly invoked: unknown[][] = [];
  readonly sent: unknown[][] = [];

  invoke(...what: unknown[]): Promise<unknown> {
    this.invoked.push(what);
    return Promise.resolve({ ok: true, answer: {} });
  }
  send(...what: unknown[]): void {
    this.sent.push(what);
  }
}

function load(code: string) {
  const ipcRenderer = new FakeRenderer();
  const exposed: Record<string, unknown> = {};
  const contextBridge = {
    exposeInMainWorld: (name: string, value: unknown) => {
      exposed[name] = value;
    },
  };
  const required: string[] = [];
  const require = (name: string) => {
    required.push(name);
    return { contextBridge, ipcRenderer };
  };
  runInNewContext(code, { require, module: { exports: {} }, exports: {} });
  return { ipcRenderer, exposed, required, till: exposed["till"] as Bridge };
}

test("the packed preload is small, needs Electron alone, and puts exactly two functions on the page", async () => {
  const code = await packedPreload();
  expect(code.length).toBeLessThan(2_000);
  const { exposed, required } = load(code);
  expect(required).toEqual(["electron"]);
  expect(Object.keys(exposed)).toEqual(["till"]);
  expect(exposed).toEqual({ till: { ask: expect.any(Function), onView: expect.any(Function) } });
});

test("asks go out on their channel; views come in without the event; pulses are given back", async () => {
  const { ipcRenderer, till } = load(await packedPreload());
  expect(await till.ask("basket:add", { sku: "coffee" })).toEqual({ ok: true, answer: {} });
  expect(ipcRenderer.invoked).toEqual([[ASK_CHANNEL, "basket:add", { sku: "coffee" }]]);

  const heard: unknown[][] = [];
  const off = till.onView((...what) => heard.push(what));
  ipcRenderer.emit(VIEW_CHANNEL, { sender: "the channel itself" }, { seq: 1 });
  expect(off()).toBeUndefined();
  ipcRenderer.emit(VIEW_CHANNEL, {}, { seq: 2 });
  expect(heard).toEqual([[{ seq: 1 }]]);

  ipcRenderer.emit(PULSE_CHANNEL, {}, 41);
  expect(ipcRenderer.sent).toEqual([[PULSE_CHANNEL, 41]]);
});
