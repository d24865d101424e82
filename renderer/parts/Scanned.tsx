import { ScanBarcode } from "lucide-react";
import { useEffect } from "react";
import { choose } from "../choosing.ts";
import type { ScanNote } from "../view.ts";
import { scanSentence } from "../words/scan-words.ts";
import { useCatalogue } from "./catalogue.ts";
import { useFrame } from "./frame-context.ts";

/** What became of the last scan, where it put nothing in the basket; a good with choices is asked about at once. */
export function Scanned({ scan }: { readonly scan: ScanNote | undefined }) {
  const { language } = useFrame();
  const { goods } = useCatalogue();
  const asked = scan?.is === "choose" ? goods.find(({ sku }) => sku === scan.sku) : undefined;
  const nth = scan?.is === "choose" ? scan.nth : undefined;
  useEffect(() => {
    if (asked !== undefined && nth !== undefined) choose(asked);
  }, [asked, nth]);
  if (scan === undefined || scan.is === "choose") return undefined;
  return (
    <div className="notice" role="status" data-testid={`scan-${scan.is}`}>
      <ScanBarcode className="icon" aria-hidden="true" />
      <p>{scanSentence(scan, language)}</p>
    </div>
  );
}
