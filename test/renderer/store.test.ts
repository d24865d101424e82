import { beforeEach, describe, expect, test } from "vitest";
import type { CatalogueView, View } from "../../electron/core/view.ts";
import { sampleView } from "../../renderer/dev/sample-views.ts";
import { pictureStore, show, showCatalogue } from "../../renderer/store.ts";

const attract: View = sampleView("#kiosk/attract/nb/light");
const paying: View = sampleView("#kiosk/paying/nb/light");

function catalogue(version: number): CatalogueView {
  return { version, categories: [], goods: [] };
}

describe("the page's picture of the terminal", () => {
  beforeEach(() => pictureStore.setState({ seq: -1 }, true));

  test("is unknown until the first view, which may be number 0", () => {
    expect(pictureStore.getState().view).toBeUndefined();
    show(0, attract);
    expect(pictureStore.getState().view).toBe(attract);
  });

  test("is never replaced by an older view or by the same number again", () => {
    show(7, paying);
    show(6, attract);
    show(7, attract);
    expect(pictureStore.getState()).toMatchObject({ seq: 7, view: paying });
    show(8, attract);
    expect(pictureStore.getState().view).toEqual(attract);
  });

  test("keeps the frame it holds while each new copy says the same, and takes it when a word differs", () => {
    show(1, attract);
    const held = pictureStore.getState().view?.frame;
    show(2, structuredClone(paying));
    expect(pictureStore.getState().view?.frame).toBe(held);
    expect(pictureStore.getState().view?.screen).toEqual(paying.screen);
    show(3, { ...paying, frame: { ...paying.frame, largeText: !paying.frame.largeText } });
    expect(pictureStore.getState().view?.frame.largeText).toBe(!paying.frame.largeText);
  });

  test("keeps the newer catalogue when an answer comes late", () => {
    showCatalogue(catalogue(2));
    showCatalogue(catalogue(1));
    expect(pictureStore.getState().catalogue?.version).toBe(2);
    showCatalogue(catalogue(3));
    expect(pictureStore.getState().catalogue?.version).toBe(3);
  });

  test("keeps its catalogue when a new view arrives", () => {
    showCatalogue(catalogue(1));
    show(1, attract);
    expect(pictureStore.getState().catalogue?.version).toBe(1);
  });

  test("remembers the theme that stood before strong contrast", () => {
    show(1, sampleView("#kiosk/attract/nb/dark"));
    show(2, sampleView("#kiosk/attract/nb/contrast"));
    expect(pictureStore.getState().calmTheme).toBe("dark");
    show(3, sampleView("#kiosk/attract/nb/light"));
    expect(pictureStore.getState().calmTheme).toBe("light");
  });

  test("knows no calm theme while strong contrast is all it has seen", () => {
    show(1, sampleView("#kiosk/attract/nb/contrast"));
    expect(pictureStore.getState().calmTheme).toBeUndefined();
  });
});
