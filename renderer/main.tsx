import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";
import "./tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/parts.css";
import "./styles/goods.css";
import "./styles/payment.css";
import "./styles/attract.css";
import "./styles/small.css";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { ask, connect } from "./bridge.ts";
import { watchTouches } from "./touch.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<App />);
connect();
watchTouches(window, () => ask("touch", {}));
