import type { ComponentProps, ReactNode } from "react";

interface ButtonProps extends Omit<ComponentProps<"button">, "type" | "className"> {
  /** primary: the screen's one answer. second: another way. quiet: a way out. plain: brings its own looks. */
  readonly kind: "primary" | "second" | "quiet" | "plain";
  readonly testId?: string;
  readonly look?: string;
  readonly icon?: ReactNode;
  /** Drawn only at the counter: the key that does the same. */
  readonly keyHint?: string;
}

/**
 * The platform's own button: touch, switch, keyboard and screen reader reach it without a library. The usual
 * accessible-component library writes style elements into the page, which the content policy refuses.
 */
export function Button({ kind, testId, look, icon, keyHint, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
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
