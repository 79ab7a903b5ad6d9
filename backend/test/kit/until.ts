/** Waiting for something to become true, instead of sleeping and hoping. */

const pollMs = 5;

/** Rejects, naming what never came, after `withinMs`: wide, because it is only reached when a test fails. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string | (() => string),
  withinMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never: ${typeof what === "string" ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
