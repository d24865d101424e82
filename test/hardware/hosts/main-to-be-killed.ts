import type { DeviceSpec } from "../../../hardware/contract.ts";
import { startFleet } from "../../../hardware/hosts/fleet.ts";
import { nodeLauncher } from "../../../hardware/hosts/node-launcher.ts";
import { steadyTicker } from "../../../hardware/steady-ticker.ts";

/** A main process that dispenses as soon as it can, and says the numbers of its processes. Its test ends it. */
const specs = JSON.parse(process.argv[2] ?? "[]") as readonly DeviceSpec[];
const pids: number[] = [];
const fleet = startFleet({ specs, launcher: nodeLauncher((_, pid) => pids.push(pid)), ticker: steadyTicker });
let isDispensing = false;
fleet.onChange(() => {
  const board = fleet.board("shelf");
  if (isDispensing || board?.sellable("A1") !== true) return;
  isDispensing = true;
  console.log(JSON.stringify(pids));
  void board.vend("A1");
});
