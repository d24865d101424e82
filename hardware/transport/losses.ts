import type { LineLoss } from "../contract.ts";

/** Turns a system's error into cause and remedy, in plain words, never an errno. */
export function lossOfOpening(path: string, error: unknown): LineLoss {
  const words = error instanceof Error ? error.message : String(error);
  if (/permission denied|EACCES/i.test(words))
    return {
      cause: "denied",
      what: `${path} may not be opened by this account; add it to the port's group (Debian: usermod -aG dialout ACCOUNT) and log in again`,
    };
  if (/cannot lock|EBUSY|resource busy|temporarily unavailable|access denied/i.test(words))
    return { cause: "busy", what: `${path} is in use by another program; end it or give the device another port` };
  if (/no such (file|device)|ENOENT|ENXIO|ENODEV|file not found|not find/i.test(words))
    return { cause: "not-there", what: `there is no ${path}; plug the device in and check its cable and power` };
  return { cause: "error", what: `${path} could not be opened: ${words}` };
}

export function unplugged(path: string): LineLoss {
  return { cause: "unplugged", what: `the cable at ${path} was pulled or the device lost power; connect it again` };
}
