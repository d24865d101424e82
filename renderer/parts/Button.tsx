import type { ComponentProps, KeyboardEvent, MouseEvent, ReactNode } from "react";

interface ButtonProps extends Omit<ComponentProps<"button">, "type" | "className"> {
  /** primary: the screen's one answer. second: another way. quiet: a way out. plain: brings its own looks. */
  readonly kind: "primary" | "second" | "quiet" | "plain";
  readonly testId?: string;
  readonly look?: string;
  readonly icon?: ReactNode;
  /** Drawn only at the counter: the key that does the same. */
  readonly keyHint?: string;
}

/** Keys that are meant to be pressed again at once: digits, one more, one less, further. */
const PRESSED_AGAIN = /\b(pad-key|count-key|scroll-key)\b/;

/**
 * The platform's own button: touch, switch, keyboard and screen reader reach it without a library. The usual
 * accessible-component library writes style elements into the page, which the content policy refuses. A double or triple
 * tap and a key held down are one press, save on keys that are pressed again at once.
 */
export function Button({ kind, testId, look, icon, keyHint, children, onClick, ...rest }: ButtonProps) {
  const isPressedAgain = PRESSED_AGAIN.test(look ?? "");
  const pressed = (event: MouseEvent<HTMLButtonElement>) => {
    // The platform counts taps that follow each other on one spot; a key on a keyboard counts 0.
    if (event.detail > 1 && !isPressedAgain) return;
    onClick?.(event);
  };
  const held = (event: KeyboardEvent) => {
    if (event.repeat && event.key === "Enter" && !isPressedAgain) event.preventDefault();
  };
  return (
    <button
      {...rest}
      onClick={pressed}
      onKeyDown={held}
      type="button"
      data-testid={testId}
      className={`button button-${kind}${look === undefined ? "" : ` ${look}`}`}
    >
      {icon}
      {kind === "plain" ? children : <span className="button-words">{children}</span>}
      {keyHint === undefined ? undefined : <kbd className="key-hint">{keyHint}</kbd>}
    </button>
  );
}
