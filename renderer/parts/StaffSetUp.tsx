import { useEffect, useRef } from "react";
import type { PortView, SetUpView } from "../../electron/ipc/contract.ts";
import { ask } from "../bridge.ts";
import { figuresOf } from "../money-text.ts";
import { tellSentences } from "../speech/guide.ts";
import { nameOf, setUpNews, whatHappens } from "../speech/set-up-spoken.ts";
import { SET_UP_WORDS, type SetUpWords } from "../words/set-up-words.ts";
import type { StaffWords } from "../words/staff-words.ts";
import { Button } from "./Button.tsx";
import { useFrame } from "./frame-context.ts";
import { Ring } from "./Ring.tsx";
import { StaffSection } from "./StaffSection.tsx";

/** The machine's ports, who answers on them, and what would put them to use. Which may be asked is not decided here. */
export function StaffSetUp({ words }: { readonly words: StaffWords }) {
  const { language, setUp } = useFrame();
  const finding = SET_UP_WORDS[language];
  const told = useRef(setUp);
  useEffect(() => {
    const news = setUpNews(told.current, setUp, finding);
    told.current = setUp;
    if (news.length > 0) tellSentences(news);
  }, [setUp, finding]);
  if (setUp === undefined)
    return (
      <StaffSection title={finding.title} empty={finding.about}>
        <Button kind="second" testId="setup-open" onClick={() => ask("setup:open", {})}>
          {finding.open}
        </Button>
      </StaffSection>
    );
  const { ports, missing, underWay } = setUp;
  const isEmpty = ports.length === 0 && underWay === undefined;
  return (
    <StaffSection title={finding.title} {...(isEmpty ? { empty: finding.none } : {})}>
      <WhatHappens setUp={setUp} finding={finding} />
      {ports.map((port) => (
        <Port key={port.path} port={port} underWay={underWay} finding={finding} words={words} />
      ))}
      {missing.map(({ id, what }) => (
        <div className="staff-row" key={id} data-testid={`setup-missing-${id}`}>
          <strong className="staff-number">{id}</strong>
          <span>
            {finding.notFound}
            <span lang="en"> · {what}</span>
          </span>
        </div>
      ))}
      <div className="staff-row staff-reasons">
        <Button kind="second" testId="setup-open" onClick={() => ask("setup:open", {})}>
          {finding.again}
        </Button>
        <Button kind="quiet" testId="setup-close" onClick={() => ask("setup:close", {})}>
          {finding.done}
        </Button>
      </div>
    </StaffSection>
  );
}

/** What is under way, with the time it may take at most, or what came of the last try. */
function WhatHappens({ setUp, finding }: { readonly setUp: SetUpView; readonly finding: SetUpWords }) {
  const { language } = useFrame();
  const { underWay } = setUp;
  return (
    <div className="staff-way">
      {underWay === undefined ? undefined : <Ring left={underWay.secondsLeft / underWay.secondsTotal} />}
      <p>
        <span role="status" data-testid="setup-said" data-told>
          {whatHappens(setUp, finding)}
        </span>
        {underWay === undefined ? undefined : (
          <span className="quiet"> {finding.atMost(seconds(underWay.secondsLeft, language))}</span>
        )}
      </p>
    </div>
  );
}

interface PortProps {
  readonly port: PortView;
  readonly underWay: SetUpView["underWay"];
  readonly finding: SetUpWords;
  readonly words: StaffWords;
}

function Port({ port, underWay, finding, words }: PortProps) {
  const { path, users, twins, answer, chosenBy, lines } = port;
  const name = nameOf(path);
  return (
    <div className="staff-row" data-testid={`setup-port-${name}`}>
      <strong className="staff-number">{name}</strong>
      <span>
        {factsOf(port, finding).join(" · ")}
        {twins.length === 0 ? undefined : (
          <span className="staff-said-of">{finding.alike(twins.map(nameOf).join(", "))}</span>
        )}
        {users.map(({ id, state, what }) => (
          <span key={id} className="staff-said-of">
            {finding.usedBy(id)} · {words.device[state]}
            {what === "" ? undefined : <span lang="en"> · {what}</span>}
          </span>
        ))}
      </span>
      {users.length === 0 ? <PortKeys port={port} underWay={underWay} finding={finding} /> : undefined}
      {answer === undefined ? undefined : (
        <p className="staff-answer" data-testid={`setup-answer-${name}`}>
          <strong>{finding.answered[answer.is]}</strong>
          {answer.is === "silent" ? undefined : <span lang="en"> · {answer.what}</span>}
          {answer.baudRate === undefined ? undefined : ` · ${finding.speed(String(answer.baudRate))}`}
          {answer.is === "refused" ? undefined : <span className="staff-said-of">{finding.sure[answer.sure]}</span>}
        </p>
      )}
      {chosenBy === undefined ? undefined : (
        <p className="staff-answer staff-chosen" data-testid={`setup-chosen-${name}`}>
          {finding.chosenBy[chosenBy]}
        </p>
      )}
      {lines === undefined ? undefined : (
        <div className="staff-answer">
          <p>{finding.lines}</p>
          <pre className="staff-lines" lang="en" data-testid={`setup-lines-${name}`}>
            {lines}
          </pre>
        </div>
      )}
    </div>
  );
}

/** The key that began what is under way ends it, and keeps the focus. */
function PortKeys({ port, underWay, finding }: Omit<PortProps, "words">) {
  const { path, twins } = port;
  const name = nameOf(path);
  const isOurs = underWay?.paths.includes(path) === true;
  const key = (is: "looking" | "which", begin: string, begins: () => void) => {
    const stops = isOurs && underWay?.is === is;
    return (
      <Button
        key={is}
        kind="second"
        testId={`setup-${is === "looking" ? "look" : "which"}-${name}`}
        aria-label={`${stops ? finding.stop : begin}: ${name}`}
        disabled={underWay !== undefined && !stops}
        onClick={stops ? () => ask("setup:stop", {}) : begins}
      >
        {stops ? finding.stop : begin}
      </Button>
    );
  };
  return (
    <span className="staff-reasons">
      {key("looking", finding.look, () => ask("setup:look", { path }))}
      {twins.length === 0 ? undefined : key("which", finding.which, () => ask("setup:which", { path }))}
    </span>
  );
}

function factsOf({ adapter, usb, users }: PortView, finding: SetUpWords): readonly string[] {
  const free = users.length === 0 ? [finding.free] : [];
  if (usb === undefined) return [finding.builtIn, ...free];
  const { vendorId, productId, serialNumber, socket } = usb;
  return [
    ...(adapter === undefined ? [] : [adapter]),
    `USB ${vendorId}:${productId}`,
    serialNumber === undefined ? finding.noSerial : finding.serial(serialNumber),
    ...(socket === undefined ? [] : [finding.socket(socket)]),
    ...free,
  ];
}

function seconds(count: number, language: Parameters<typeof figuresOf>[0]): string {
  return new Intl.NumberFormat(figuresOf(language), { style: "unit", unit: "second", unitDisplay: "long" }).format(
    count,
  );
}
