import { ipcMain } from "electron";
import { answerAsks, type Registration } from "./answer-asks.ts";

/** The only file that names Electron's ear for pages. The returned function takes everything off again. */
export function registerAsks(registration: Registration): () => void {
  return answerAsks(ipcMain, registration);
}
