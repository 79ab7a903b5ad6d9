/** The page: scenes at the side, the network above, two people's sheets and what stock Tiptap makes of the same. */
import { Moon, RotateCcw, Sun } from "lucide-react";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { BrandMark } from "../src/ui/brand.js";
import { Button } from "../src/ui/button.js";
import { IconButton } from "../src/ui/icon-button.js";
import { chooseTheme, useTheme } from "../src/ui/theme.js";
import { showToast } from "../src/ui/toast.js";
import { NetworkBar } from "./network-bar.js";
import { paint } from "./painted.js";
import { play } from "./play.js";
import { firstPage, type Scene, scenes } from "./scenes.js";
import { PersonSheet, StockSheet } from "./sheets.js";
import type { Stage } from "./stage.js";

export function Playground({ stage }: { readonly stage: Stage }) {
  useSyncExternalStore(stage.subscribe, stage.version);
  const { scene, start, stop } = useScenes(stage);
  const { verdict } = stage;
  useEffect(() => {
    paint("rescued", ".paper[data-person] .prose", verdict?.lost ?? []);
    paint("doubled", ".paper.stock .prose", verdict?.doubled ?? []);
  });

  return (
    <div className="app playground">
      <aside className="side">
        <header>
          <span className="brand">
            <BrandMark />
            Playground
          </span>
          <ThemeButton />
        </header>
        <nav aria-label="Scenes">
          <h2>At the same time</h2>
          {scenes.map((one) => (
            <div key={one.name}>
              <button
                type="button"
                className="row"
                aria-current={one === scene || undefined}
                onClick={() => start(one)}
              >
                <span>{one.name}</span>
              </button>
              {one === scene && <p className="words">{one.words}</p>}
            </div>
          ))}
          <h2>By hand</h2>
          <p className="words">
            Cut the network, write in both sheets, drag, press Enter and Tab. Then let them meet.
          </p>
        </nav>
        <footer>
          <Button
            small
            onClick={() => {
              stop();
              void stage.begin(firstPage);
            }}
          >
            <RotateCcw aria-hidden="true" />
            Begin anew
          </Button>
        </footer>
      </aside>
      <NetworkBar stage={stage} />
      <main className="sheets">
        {stage.people.map((person, index) => (
          <PersonSheet
            key={`${stage.take} ${person.name}`}
            person={person}
            line={stage.wire.lines[index === 0 ? 1 : 0]}
            onReady={(editor) => stage.stands(index === 0 ? 0 : 1, editor)}
          />
        ))}
        <StockSheet stage={stage} />
      </main>
    </div>
  );
}

/** One scene plays at a time; another one ends it. */
function useScenes(stage: Stage) {
  const [scene, setScene] = useState<Scene | null>(null);
  const playing = useRef<AbortController | null>(null);
  const stop = () => {
    playing.current?.abort();
    setScene(null);
  };
  const start = (next: Scene) => {
    playing.current?.abort();
    const controller = new AbortController();
    playing.current = controller;
    setScene(next);
    play(stage, next, controller.signal).catch((error: unknown) =>
      showToast(`The scene stopped: ${error instanceof Error ? error.message : String(error)}.`),
    );
  };
  return { scene, start, stop };
}

function ThemeButton() {
  const theme = useTheme();
  const dark =
    theme === "dark" || (theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  return (
    <IconButton label={dark ? "Light" : "Dark"} onClick={() => chooseTheme(dark ? "light" : "dark")}>
      {dark ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />}
    </IconButton>
  );
}
