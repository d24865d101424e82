interface RingProps {
  /** 1 is full, 0 is empty; absent: nobody knows how long, so it turns slowly. */
  readonly left?: number;
  readonly children?: React.ReactNode;
}

/** Time, visible and gentle: a ring that empties. */
export function Ring({ left, children }: RingProps) {
  return (
    <div className={left === undefined ? "ring ring-turning" : "ring"}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="ring-track" cx="50" cy="50" r="44" />
        <circle
          className="ring-left"
          cx="50"
          cy="50"
          r="44"
          pathLength={1}
          strokeDasharray="1"
          strokeDashoffset={left === undefined ? 0.72 : 1 - Math.min(1, Math.max(0, left))}
        />
      </svg>
      <div className="ring-inside">{children}</div>
    </div>
  );
}
