import { places, shelves, slotName } from "../slot-map.ts";
import type { Item } from "../view.ts";
import { useCatalogue } from "./catalogue.ts";
import { useWords } from "./frame-context.ts";

/** All in the drawing's own units. */
const SLOT = { width: 44, height: 34, gap: 6 };
const EDGE = 14;
const SHELF_LETTER = 22;
const PLACE_NUMBER = 24;
const TRAY = 44;
/** How much larger the lit slot is drawn than the others. */
const LIT = 1.9;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The machine as the customer sees it: its shelves, the slot at work lit, and the tray where things come out. */
export function MachineFront({ items }: { readonly items: readonly Item[] }) {
  const words = useWords();
  const { goods } = useCatalogue();
  // A slot the catalogue no longer names is still drawn: the thing lies there.
  const lying = items.map((item) => slotName(item.slot));
  const rows = [...new Set([...shelves(goods).map((row) => row.shelf), ...lying.map((slot) => slot.shelf)])];
  const columns = [...new Set([...places(goods), ...lying.map((slot) => slot.place)])];
  const windowWidth = SHELF_LETTER + columns.length * (SLOT.width + SLOT.gap);
  const windowHeight = rows.length * (SLOT.height + SLOT.gap) + PLACE_NUMBER;
  const width = windowWidth + 2 * EDGE;
  const height = windowHeight + TRAY + 3 * EDGE;
  const boxOf = (shelf: string, place: string): Box => ({
    x: EDGE + SHELF_LETTER + columns.indexOf(place) * (SLOT.width + SLOT.gap),
    y: EDGE + SLOT.gap + rows.indexOf(shelf) * (SLOT.height + SLOT.gap),
    width: SLOT.width,
    height: SLOT.height,
  });
  const stateOf = (slot: string) => items.findLast((item) => item.slot === slot)?.state ?? "idle";
  const coming = items.find((item) => item.state === "coming");
  const dropped = items.some((item) => item.state === "dropped");
  return (
    <svg
      className="machine"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={coming === undefined ? words.takeGoods : words.slot(coming.slot)}
    >
      <rect className="machine-cabinet" x="2" y="2" width={width - 4} height={height - 4} rx="18" />
      <rect className="machine-window" x={EDGE} y={EDGE} width={windowWidth} height={windowHeight} rx="8" />
      {rows.map((shelf) => (
        <g key={shelf}>
          <text className="machine-name" x={EDGE + SHELF_LETTER / 2} y={middleOf(boxOf(shelf, columns[0] ?? "")).y}>
            {shelf}
          </text>
          {columns.map((place) => (
            <rect
              key={place}
              className={`machine-slot machine-${stateOf(`${shelf}${place}`)}`}
              {...boxOf(shelf, place)}
              rx="6"
            />
          ))}
        </g>
      ))}
      {columns.map((place) => (
        <text
          key={place}
          className="machine-name"
          x={middleOf(boxOf(rows[0] ?? "", place)).x}
          y={EDGE + windowHeight - PLACE_NUMBER / 2}
        >
          {place}
        </text>
      ))}
      <Tray box={{ x: EDGE, y: 2 * EDGE + windowHeight, width: windowWidth, height: TRAY }} full={dropped} />
      {coming === undefined ? undefined : (
        <LitSlot
          box={boxOf(slotName(coming.slot).shelf, slotName(coming.slot).place)}
          slot={coming.slot}
          within={width}
        />
      )}
    </svg>
  );
}

/** Drawn last and larger, so that it is found from where one stands. */
function LitSlot({ box, slot, within }: { readonly box: Box; readonly slot: string; readonly within: number }) {
  const { x, y } = middleOf(box);
  const width = box.width * LIT;
  const height = box.height * LIT;
  // At the machine's edge it grows inwards.
  const left = Math.min(within - width - 4, Math.max(4, x - width / 2));
  const top = Math.max(4, y - height / 2);
  return (
    <g>
      <rect className="machine-lit" x={left} y={top} width={width} height={height} rx="12" />
      <text className="machine-lit-name" x={left + width / 2} y={top + height / 2}>
        {slot}
      </text>
    </g>
  );
}

/** Where it comes out; marked with a tick as soon as something lies in it. */
function Tray({ box, full }: { readonly box: Box; readonly full: boolean }) {
  const { x, y } = middleOf(box);
  return (
    <g className={full ? "machine-tray machine-tray-full" : "machine-tray"}>
      <rect {...box} rx="8" />
      {full ? <path d={`M${x - 14} ${y}l10 10l18 -20`} /> : <path d={`M${x - 40} ${y}h80`} />}
    </g>
  );
}

function middleOf({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
