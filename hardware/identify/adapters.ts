import type { KnownPort } from "../transport/identity.ts";

/** What a USB identity alone tells. */
export interface KnownAdapter {
  /** "CH340 adapter" */
  readonly name: string;
  /** Set where the adapter is the device: such a port is asked in its make's own words. */
  readonly make?: "numato" | "devantech" | "vmc96";
}

interface Row extends KnownAdapter {
  readonly vendorId: string;
  /** Any product of the vendor when left out. */
  readonly productId?: string;
}

/** Numato's number is from a single source; the others from the makers or from Linux's own lists. */
const ADAPTERS: readonly Row[] = [
  { vendorId: "1a86", productId: "7523", name: "CH340 adapter" },
  { vendorId: "1a86", name: "WCH adapter" },
  { vendorId: "0ce5", productId: "0023", name: "MoneyFlex VMC96 controller", make: "vmc96" },
  { vendorId: "0403", name: "FTDI adapter" },
  { vendorId: "10c4", productId: "ea60", name: "CP210x adapter" },
  { vendorId: "067b", name: "PL2303 adapter" },
  { vendorId: "2a19", name: "Numato module", make: "numato" },
  { vendorId: "04d8", productId: "ffee", name: "Devantech board", make: "devantech" },
  { vendorId: "2341", name: "Arduino board" },
  { vendorId: "04b8", name: "Epson printer" },
];

export function adapterOf(port: Pick<KnownPort, "vendorId" | "productId">): KnownAdapter | undefined {
  const vendorId = port.vendorId?.toLowerCase();
  const productId = port.productId?.toLowerCase();
  return ADAPTERS.find(
    (row) => row.vendorId === vendorId && (row.productId === undefined || row.productId === productId),
  );
}
