import { EventEmitter } from "node:events";
import type { LockablePage } from "../../electron/shell/lock.ts";
import type { WatchedPage } from "../../electron/shell/watch-page.ts";

/** Stands where a page's `WebContents` stands. */
export class FakePage extends EventEmitter implements LockablePage, WatchedPage {
  readonly sent: (readonly [channel: string, value: unknown])[] = [];
  openHandler: (() => { action: string }) | undefined;
  ignoresMenuShortcuts = false;
  crashes = 0;
  destroyed = false;
  mainFrame: { collectJavaScriptCallStack?(): Promise<unknown> } = {};

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }
  setIgnoreMenuShortcuts(ignore: boolean): void {
    this.ignoresMenuShortcuts = ignore;
  }
  send(channel: string, value: unknown): void {
    this.sent.push([channel, value]);
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isCrashed(): boolean {
    return false;
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }

  /** Tells an event that may be prevented; true when it was. */
  prevented(name: string, ...more: unknown[]): boolean {
    let isPrevented = false;
    const preventDefault = () => {
      isPrevented = true;
    };
    this.emit(name, { preventDefault }, ...more);
    return isPrevented;
  }
}
