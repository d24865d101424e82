import {
  Cable,
  type LucideIcon,
  Monitor,
  PackageX,
  Printer,
  ScanBarcode,
  Scissors,
  ScrollText,
  Unplug,
  Users,
  Vault,
  Volume2,
} from "lucide-react";
import type { StaffView } from "../../electron/ipc/contract.ts";

type Device = StaffView["devices"][number];

/** Where to look, by a word of what the device says; the first that fits. */
const PLACES: readonly (readonly [word: RegExp, picture: LucideIcon])[] = [
  [/\bpaper|\broll\b/i, ScrollText],
  [/\bknife\b/i, Scissors],
  [/\bchute|\bsensor\b|\bslots?\b|Locked/, PackageX],
  [/plugged|pulled|not connected/i, Unplug],
  [/\bcable|\bline\b|\banswer/i, Cable],
];

const KINDS: Readonly<Record<Device["kind"], LucideIcon>> = {
  printer: Printer,
  dispenser: PackageX,
  scanner: ScanBarcode,
  display: Monitor,
  presence: Users,
  voice: Volume2,
  drawer: Vault,
};

/** Shows the clerk where to look: the part that is wrong, else the device. The words beside it say it all. */
export function DevicePicture({ kind, what }: Pick<Device, "kind" | "what">) {
  const Picture = PLACES.find(([word]) => word.test(what))?.[1] ?? KINDS[kind];
  return <Picture className="icon staff-picture" aria-hidden="true" />;
}
