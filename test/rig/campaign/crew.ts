import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Comparison, compare } from "./compare.ts";
import { type LaneTruth, runLane } from "./kill-lane.ts";
import { Wallet } from "./wallet.ts";

/** A wallet with more than this many payments is slow to answer, and so is its phone. */
const ROUND_KILLS_MAX = 100;
/** Kiosk and vending machine, each with ePayment and eCom. */
export const LANES_A_WALLET = 4;

export interface CrewParts {
  /** The bundled programs. */
  readonly terminal: string;
  readonly wallet: string;
  readonly kills: number;
  readonly lanes: number;
  readonly seed: number;
}

export interface Round {
  readonly truth: LaneTruth;
  readonly found: Comparison;
}

/** A few terminals on one wallet, round after round until `kills` are done; every round begins with empty books. */
export async function runCrew(parts: CrewParts, onRound: (rounds: readonly Round[]) => void): Promise<void> {
  for (let done = 0, round = 0; done < parts.kills; round += 1) {
    const kills = Math.min(parts.kills - done, ROUND_KILLS_MAX);
    onRound(await runRound(parts, kills, parts.seed * 100 + round));
    done += kills;
  }
}

async function runRound(parts: CrewParts, kills: number, seed: number): Promise<readonly Round[]> {
  const folder = mkdtempSync(join(tmpdir(), "myntfri-kills-"));
  const wallet = await Wallet.start(parts.wallet, seed);
  try {
    const truths = await Promise.all(
      Array.from({ length: parts.lanes }, (_, index) =>
        runLane({
          program: parts.terminal,
          terminalId: `lane${index + 1}`,
          mode: index % 2 === 0 ? "kiosk" : "vending",
          api: index % 4 < 2 ? "epayment" : "ecom",
          walletUrl: wallet.url,
          keys: wallet.keys,
          folder,
          kills: Math.ceil((kills - index) / parts.lanes),
          seed: seed * 1_000 + index,
        }),
      ),
    );
    const ledger = await wallet.ledger();
    return truths.map((truth) => ({ truth, found: compare(truth, ledger) }));
  } finally {
    await wallet.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
