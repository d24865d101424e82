import { useEffect, useRef, useState } from "react";
import type { FoundSales } from "../../electron/ipc/contract.ts";
import { tell } from "../bridge.ts";
import { findingStore, stopFinding } from "../finding.ts";
import { FINDING_WORDS } from "../words/finding-words.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { StaffSale } from "./StaffSale.tsx";
import { StaffSection } from "./StaffSection.tsx";
import { TypedField } from "./TypedField.tsx";

interface StaffSearchProps {
  readonly words: StaffWords;
  readonly act: (done: Promise<unknown>) => Promise<void>;
}

/** A sale by what anybody remembers of it. */
export function StaffSearch({ words, act }: StaffSearchProps) {
  const finding = FINDING_WORDS[useFrame().language];
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<FoundSales>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (findingStore.getState().wants) field.current?.focus();
    stopFinding();
  }, []);
  const find = async () => setFound(await tell("staff:find", { text: typed }));
  const actAndLookAgain = async (done: Promise<unknown>) => {
    await act(done);
    await find();
  };
  return (
    <StaffSection title={finding.find}>
      <div className="staff-search">
        <TypedField
          label={finding.findBy}
          testId="find-typed"
          value={typed}
          onType={setTyped}
          onEnter={() => void find()}
          field={field}
          most={50}
        />
        <Button kind="second" testId="find-now" disabled={typed.trim() === ""} onClick={() => void find()}>
          {finding.search}
        </Button>
      </div>
      {found === undefined ? undefined : (
        <p className="quiet" role="status" data-testid="found" data-told>
          {said(found, finding)}
        </p>
      )}
      {found?.sales.map((sale) => (
        <StaffSale key={sale.reference} sale={sale} words={words} act={actAndLookAgain} from="found-" />
      ))}
    </StaffSection>
  );
}

function said({ sales, isMore }: FoundSales, words: (typeof FINDING_WORDS)["en"]): string {
  if (isMore) return words.thereAreMore;
  return sales.length === 0 ? words.nothingFound : "";
}
