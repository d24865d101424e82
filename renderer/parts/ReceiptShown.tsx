import { useEffect, useState } from "react";
import type { SlipPart, SoldSale } from "../../electron/ipc/contract.ts";
import { tell } from "../bridge.ts";
import { FINDING_WORDS } from "../words/finding-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";

interface ReceiptShownProps {
  readonly sale: SoldSale;
  readonly act: (done: Promise<unknown>) => Promise<void>;
  readonly from: string;
}

/** The paper as it would be copied, line by line, and the one copy of it. */
export function ReceiptShown({ sale, act, from }: ReceiptShownProps) {
  const words = FINDING_WORDS[useFrame().language];
  const { reference, copied } = sale;
  const [parts, setParts] = useState<readonly SlipPart[]>([]);
  useEffect(() => {
    let isShown = true;
    void tell("staff:receipt", { reference }).then((receipt) => {
      if (isShown && receipt !== undefined) setParts(receipt.parts);
    });
    return () => {
      isShown = false;
    };
  }, [reference]);
  // A paper's lines have no names, and never change their order.
  const lines = parts.map((part, line) => ({ part, line }));
  return (
    <div className="receipt-shown" data-testid="receipt-shown">
      {lines.map(({ line, part }) => (
        <PartShown key={line} part={part} />
      ))}
      {copied === true ? (
        <p className="quiet">{words.copied}</p>
      ) : (
        <Button
          kind="second"
          testId={`${from}copy-${reference}`}
          onClick={() => void act(tell("staff:copy", { reference }))}
        >
          {words.printCopy}
        </Button>
      )}
    </div>
  );
}

function PartShown({ part }: { readonly part: SlipPart }) {
  switch (part.part) {
    case "text":
      return <p>{part.text}</p>;
    case "row":
      return (
        <p className="receipt-row">
          <span>{part.left}</span>
          <span>{part.right}</span>
        </p>
      );
    case "rule":
      return <hr />;
    case "feed":
    case "qr":
    case "cut":
      return undefined;
  }
}
