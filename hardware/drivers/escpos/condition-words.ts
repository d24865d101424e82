import type { DeviceCondition, Trouble } from "../../contract.ts";
import type { PrinterStatus } from "../../frames/escpos/status.ts";

/** Why nothing can be printed now, with the remedy; null when the printer is fit. */
export function troubleOf(status: PrinterStatus): string | null {
  return stopOf(status)?.what ?? null;
}

function stopOf(status: PrinterStatus): { readonly what: string; readonly trouble: Trouble } | undefined {
  // With the cover open the paper sensor cannot be believed, so the cover comes first.
  if (status.coverOpen) return { what: "The printer's cover is open: close it.", trouble: "cover-open" };
  if (status.paper === "out")
    return { what: "The printer is out of paper: put in a new roll.", trouble: "paper-out" };
  if (status.cutterStuck)
    return {
      what: "The printer's knife is stuck: open the cover, take out torn paper, close the cover.",
      trouble: "knife-stuck",
    };
  if (status.unrecoverableFault)
    return { what: "The printer has stopped for a fault: switch it off and on again.", trouble: "printer-fault" };
  if (status.recoverableFault)
    return { what: "The printer has stopped for a fault: open and close its cover.", trouble: "printer-fault" };
  return undefined;
}

/** True for faults that a person clears and that the printer then waits to be told about. */
export const waitsForRecovery = (status: PrinterStatus): boolean => status.cutterStuck || status.recoverableFault;

/** A printer that answers, in the operator's words. */
export function conditionOf(status: PrinterStatus): DeviceCondition {
  const stop = stopOf(status);
  if (stop !== undefined) return { state: "fault", ...stop };
  if (status.selfClearingFault) {
    return {
      state: "degraded",
      what: "The print head is too hot: it goes on by itself when it has cooled.",
      trouble: "too-hot",
    };
  }
  if (status.paper === "near-end") {
    return {
      state: "degraded",
      what: "The paper is nearly used up: have a new roll at hand.",
      trouble: "paper-low",
    };
  }
  if (status.offline)
    return {
      state: "degraded",
      what: "The printer is offline: wait, or press its feed button.",
      trouble: "printer-offline",
    };
  return { state: "ready", what: "Ready." };
}

export const DISTURBED =
  "The line to the printer is disturbed, so what it says of itself cannot be believed: check its cable, its plugs and its speed setting.";
export const SILENT =
  "The printer does not answer: check that it is switched on, its cable, and its speed setting.";
export const WAITING: DeviceCondition = {
  state: "connecting",
  what: "Connected; waiting for the printer to answer.",
  trouble: "starting",
};
export const CANNOT_TELL: DeviceCondition = {
  state: "ready",
  what: "Connected. This printer cannot report its state: receipts are sent without confirmation.",
};
