/** What `parseArgs` has against the arguments, as a clause: without its advice, and without a full stop. */
export function argumentFault(error: unknown): string {
  const [clause] = (error instanceof Error ? error.message : String(error)).split(/\.(?:\s|$)/, 1);
  return clause ?? "";
}
