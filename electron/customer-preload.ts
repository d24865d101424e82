import { contextBridge, ipcRenderer } from "electron";
import { CATALOGUE_CHANNEL, VIEW_CHANNEL } from "./ipc/channels.ts";
import type { Bridge, NumberedView, Reply } from "./ipc/contract.ts";

/** What the terminal sent last; it sends the catalogue before the first view. */
let catalogue: Extract<Reply<"catalogue:read">, { ok: true }>["answer"] | undefined;
let last: NumberedView | undefined;
const listeners = new Set<(numbered: NumberedView) => void>();

ipcRenderer.on(CATALOGUE_CHANNEL, (_event: unknown, sent: typeof catalogue) => {
  catalogue = sent;
});
ipcRenderer.on(VIEW_CHANNEL, (_event: unknown, numbered: NumberedView) => {
  last = numbered;
  for (const listener of listeners) listener(numbered);
});

/**
 * The customer's screen looks on. Nothing leaves this page: no ask is sent to the terminal, whatever the page does, because
 * nothing here sends.
 */
const bridge: Pick<Bridge, "onView"> & { ask(name: string): Promise<Reply<"catalogue:read">> } = {
  ask: (name) =>
    Promise.resolve(
      name === "catalogue:read" && catalogue !== undefined
        ? { ok: true, answer: catalogue }
        : { ok: false, code: "ipc/bad-sender" },
    ),
  onView: (callback) => {
    listeners.add(callback);
    if (last !== undefined) callback(last);
    return () => {
      listeners.delete(callback);
    };
  },
};

contextBridge.exposeInMainWorld("till", bridge);
