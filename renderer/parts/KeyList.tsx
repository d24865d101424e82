import { keysAt } from "../counter-keys.ts";
import type { View } from "../view.ts";
import { COUNTER_WORDS } from "../words/counter-words.ts";

/** Every key of the cashier on the present screen. */
export function KeyList({ view }: { readonly view: View }) {
  const words = COUNTER_WORDS[view.frame.language];
  return (
    <section aria-label={words.keys} data-testid="key-list">
      <h3 className="key-title">{words.keys}</h3>
      <dl className="key-list">
        {keysAt(view).map(([key, does]) => (
          <div className="key-line" key={does}>
            <dt>
              <kbd className="key-hint">{key}</kbd>
            </dt>
            <dd>{words.key[does]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
