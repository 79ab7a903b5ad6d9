/** Plays a scene: a new page, the network cut, both at work, and the network back. */
import type { Scene } from "./scenes.js";
import type { Stage } from "./stage.js";

/** Slow enough to be followed, and no wait at all for whoever wants no motion. */
const pace = () =>
  window.matchMedia("(prefers-reduced-motion: reduce)").matches
    ? { letterMs: 0, breathMs: 0 }
    : { letterMs: 55, breathMs: 900 };

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the network is back. Stops where `signal` says so, and leaves everything as it is. */
export async function play(stage: Stage, scene: Scene, signal: AbortSignal): Promise<void> {
  const { letterMs, breathMs } = pace();
  await stage.begin(scene.page);
  await wait(breathMs / 2);
  if (signal.aborted) return;
  stage.cut(0);
  stage.cut(1);
  await wait(breathMs);
  const [first, second] = scene.acts;
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    for (const [index, acts] of [first, second].entries()) {
      const editor = stage.people[index as 0 | 1].editor;
      if (signal.aborted || editor === null) return;
      acts[i]?.(editor);
    }
    await wait(letterMs);
  }
  await wait(breathMs);
  if (signal.aborted) return;
  stage.open(0);
  stage.open(1);
}
