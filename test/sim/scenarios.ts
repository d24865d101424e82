import type { ProviderName } from "../../electron/core/ports.ts";
import type { Character } from "./character.ts";
import { characterOf } from "./character.ts";
import type { Script } from "./script.ts";

/** A sale that goes one known way, in weather and company that change nothing of themselves. */
export interface Scenario {
  readonly name: string;
  readonly character: Partial<Character>;
  readonly script: Omit<Script, "cuts">;
}

const BUYS = {
  flow: "push",
  goods: 1,
  typed: "912 34 567",
  doubleTaps: false,
  fate: "stays",
  moreTime: 0,
} as const;
const APPROVES = { phone: "approve", phoneAfterMs: 3_000 } as const;
const IGNORES = { phone: "ignore", phoneAfterMs: 0 } as const;

function scenario(
  name: string,
  mode: Character["mode"],
  script: Partial<Omit<Script, "cuts" | "nature">> & { readonly nature?: Script["nature"] } = {},
  character: Partial<Character> = {},
): Scenario {
  return {
    name,
    character: { mode, ...character },
    script: { ...APPROVES, ...script, nature: { ...BUYS, ...script.nature } },
  };
}

/** The same at a machine that chooses for itself, behind each adapter. */
function atMachines(name: string, script: Parameters<typeof scenario>[2] = {}): readonly Scenario[] {
  return (["qibixx", "waferstar"] as const).map((machine) =>
    scenario(`${machine}: ${name}`, "vending", script, {
      devices: "drivers",
      machine,
      hasPrinter: false,
    }),
  );
}

export const SCENARIOS: readonly Scenario[] = [
  scenario("a kiosk's request is approved", "kiosk"),
  scenario("a kiosk's code is scanned", "kiosk", { nature: { flow: "qr" } }),
  scenario("a kiosk's scanner reads its customer's own code", "kiosk", { nature: { flow: "own-code" } }),
  scenario("a code on the screen is left for the customer's own", "kiosk", {
    phoneAfterMs: 9_000,
    nature: { flow: "qr", fate: "switches", fateAfterMs: 3_000, shows: true },
  }),
  scenario("an order is paid when it is handed over", "kiosk", {}, { captureAt: "on-handover" }),
  scenario("a counter sells", "counter"),
  scenario("a machine drops one item", "vending"),
  scenario("a machine drops two of three items", "vending", {
    nature: { goods: 3 },
    vends: ["drops", "jams", "drops"],
  }),
  scenario("a machine drops nothing", "vending", { vends: ["jams"] }),
  scenario("nobody knows whether an item fell", "vending", { vends: ["drops-unseen"] }),
  scenario("a machine's board falls silent", "vending", { vends: ["jams-silent"] }),
  scenario("a customer cancels", "kiosk", { ...IGNORES, nature: { fate: "cancels", fateAfterMs: 4_000 } }),
  scenario("a customer walks away", "kiosk", { ...IGNORES, nature: { fate: "walks", fateAfterMs: 2_000 } }),
  scenario("a customer refuses", "kiosk", { phone: "reject" }),
  scenario("a request becomes a code", "kiosk", {
    phoneAfterMs: 9_000,
    nature: { fate: "switches", fateAfterMs: 3_000 },
  }),
  scenario("a customer approves while it is cancelled", "kiosk", {
    ...IGNORES,
    atCancel: "approve",
    nature: { fate: "cancels", fateAfterMs: 4_000 },
  }),
  scenario("a customer approves in spite of the cancel, and takes the goods", "kiosk", {
    phone: "3ds",
    nature: { fate: "cancels", fateAfterMs: 4_000, late: "take" },
  }),
  scenario("the answer to the create is lost", "kiosk", {
    line: (call, index) => (call.what === "create" && index === 0 ? "answer-lost" : undefined),
  }),
  scenario("the answer to the capture is lost", "vending", {
    line: (call, index) => (call.what === "capture" && index === 0 ? "answer-lost" : undefined),
  }),
  scenario("the answer to the cancel is lost", "kiosk", {
    ...IGNORES,
    nature: { fate: "cancels", fateAfterMs: 4_000 },
    line: (call, index) => (call.what === "cancel" && index === 0 ? "answer-lost" : undefined),
  }),
  scenario("a printer proves nothing", "kiosk", { prints: "prints-unproven" }),
  scenario("staff give a part back", "kiosk", { refundMinor: 100 }),
  scenario(
    "money taken at approval, and half of it goes back",
    "vending",
    {
      nature: { goods: 2 },
      vends: ["drops", "jams"],
    },
    { provider: "ecom", directCapture: true },
  ),
  ...atMachines("an item is dispensed"),
  ...atMachines("an item jams", { machine: "jams" }),
  ...atMachines("it is reset while it dispenses", { machine: "is-reset" }),
  ...atMachines("its last words are lost", { machine: "loses-its-word" }),
  ...atMachines("the cable is pulled while it dispenses", { machine: "is-pulled" }),
  ...atMachines("a choice is taken back", { ...IGNORES, nature: { fate: "takes-back", fateAfterMs: 4_000 } }),
  ...atMachines("a customer walks away", { ...IGNORES, nature: { fate: "walks", fateAfterMs: 2_000 } }),
];

/** The seed's company without its surprises. */
export function calmCharacter(scenario: Scenario, provider: ProviderName): Character {
  return {
    ...characterOf(3, scenario.character.mode),
    provider,
    captureAt: "on-order",
    climate: "still",
    hasPrinter: true,
    canPush: true,
    pushAllowed: true,
    directCapture: false,
    cuts: 0,
    clockJumps: false,
    deviceTrouble: 0,
    devices: "models",
    machine: undefined,
    ...scenario.character,
    ...(scenario.character.provider === undefined ? { provider } : {}),
  };
}
