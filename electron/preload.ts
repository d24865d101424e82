import { contextBridge, ipcRenderer } from "electron";
import { ASK_CHANNEL, PULSE_CHANNEL, VIEW_CHANNEL } from "./ipc/channels.ts";
import type { Ask, AskName, Bridge, NumberedView, Reply } from "./ipc/contract.ts";

/** All the page can reach. It is checked on the other side: nothing that arrives here is trusted for having come this way. */
const bridge: Bridge = {
  ask: <N extends AskName>(name: N, value: Ask<N>): Promise<Reply<N>> =>
    ipcRenderer.invoke(ASK_CHANNEL, name, value),
  onView: (callback) => {
    // The event stays here: it would hand the page the channel itself.
    const heard = (_event: unknown, numbered: NumberedView) => callback(numbered);
    ipcRenderer.on(VIEW_CHANNEL, heard);
    return () => {
      ipcRenderer.off(VIEW_CHANNEL, heard);
    };
  },
};

// Answered on the page's own thread: a page that hangs answers nothing.
ipcRenderer.on(PULSE_CHANNEL, (_event, pulse: number) => ipcRenderer.send(PULSE_CHANNEL, pulse));

contextBridge.exposeInMainWorld("till", bridge);
