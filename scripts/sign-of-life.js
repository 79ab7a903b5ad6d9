/** Tells whoever waits that something long is still under way. Whole lines, so that a log file can take them too. */

/** Runs `work` and meanwhile prints `<what> (45 s) …` every `everyMs`. Settles as `work` does. */
export async function withSignOfLife(what, work, everyMs = 15_000) {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += everyMs / 1000;
    console.log(`${what} (${seconds} s) …`);
  }, everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
