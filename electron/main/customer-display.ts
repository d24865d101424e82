import { join } from "node:path";
import { app, BrowserWindow, type Display, screen } from "electron";
import { densityCss } from "../config/density-css.ts";
import type { TerminalConfig } from "../config/schema.ts";
import { customerView } from "../core/customer-view.ts";
import type { CatalogueView, View } from "../core/view.ts";
import { CustomerWindow } from "../shell/customer-window.ts";
import type { Devices } from "./devices.ts";
import { systemClock } from "./system-clock.ts";

export interface CustomerDisplay {
  show(view: View): void;
  place(): void;
  stop(): void;
  condition: CustomerWindow["condition"];
}

export interface CustomerDisplayParts {
  readonly config: TerminalConfig;
  /** Folder of the packed program. */
  readonly program: string;
  readonly fullscreen: boolean;
  readonly accentCss: string | undefined;
  readonly catalogue: () => CatalogueView;
  readonly note: (what: string) => void;
  readonly onChange: () => void;
}

/** The customer's screen as it is configured; undefined where there is none. */
export function customerDisplayOf(parts: CustomerDisplayParts): CustomerDisplay | undefined {
  const { config, program, fullscreen, accentCss, catalogue, note, onChange } = parts;
  const display = config.customerDisplay;
  if (display === undefined) return undefined;
  const css = [accentCss, densityCss(display)].filter((rule) => rule !== undefined).join(" ");
  const window = new CustomerWindow({
    makeWindow: (options) => new BrowserWindow(options),
    screens: () => inOrder(screen.getAllDisplays(), screen.getPrimaryDisplay().id),
    choice: {
      preload: join(program, "customer-preload.cjs"),
      packaged: app.isPackaged,
      fullscreen,
      width: display.width,
      height: display.height,
    },
    screen: display.screen,
    ...(css === "" ? {} : { css }),
    catalogue,
    after: (ms, call) => systemClock.after(ms, call),
    note,
    onChange,
  });
  const place = () => window.place();
  screen.on("display-added", place);
  screen.on("display-removed", place);
  return {
    show: (view) => window.show(customerView(view, display.theme)),
    place,
    stop: () => {
      screen.off("display-added", place);
      screen.off("display-removed", place);
      window.stop();
    },
    condition: () => window.condition(),
  };
}

function inOrder(displays: readonly Display[], primaryId: number): Display["bounds"][] {
  return displays
    .toSorted(
      (one, other) =>
        Number(other.id === primaryId) - Number(one.id === primaryId) ||
        one.bounds.x - other.bounds.x ||
        one.bounds.y - other.bounds.y,
    )
    .map(({ bounds }) => bounds);
}

/** The customer's screen among the devices, so that the cashier reads when it is missing. */
export function withCustomerDisplay(
  devices: Devices,
  display: () => CustomerDisplay | undefined,
  nowMs: () => number,
): Devices {
  let held = { state: "ready", sinceMs: nowMs() };
  return {
    ...devices,
    states: () => {
      const condition = display()?.condition();
      if (condition === undefined) return devices.states();
      if (condition.state !== held.state) held = { state: condition.state, sinceMs: nowMs() };
      if (condition.state === "ready" || condition.state === "connecting") return devices.states();
      return [
        ...devices.states(),
        { id: "customer-display", kind: "display", ...condition, trouble: "screen-missing", sinceMs: held.sinceMs },
      ];
    },
  };
}
