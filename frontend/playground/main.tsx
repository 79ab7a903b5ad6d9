/** The playground: two editors, the network between them in your hands, and stock Tiptap beside. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Toasts } from "../src/ui/toast.js";
import { TooltipArea } from "../src/ui/tooltip.js";
import { Playground } from "./playground.js";
import { firstPage } from "./scenes.js";
import { Stage } from "./stage.js";
import "../src/styles/fonts.css";
import "../src/styles/tokens.css";
import "../src/styles/base.css";
import "../src/styles/controls.css";
import "../src/styles/surfaces.css";
import "../src/styles/people.css";
import "../src/styles/feedback.css";
import "../src/styles/shell.css";
import "./playground.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
const stage = new Stage(firstPage);
createRoot(root).render(
  <StrictMode>
    <TooltipArea>
      <Playground stage={stage} />
      <Toasts />
    </TooltipArea>
  </StrictMode>,
);
