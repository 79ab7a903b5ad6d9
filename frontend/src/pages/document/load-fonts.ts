/**
 * Fetches every face of the look while the server is there: a browser asks for one only when the first letter is set in
 * it, and who makes a word italic in a tunnel would get another face, and this one never. Those that do not come have
 * others behind them in `tokens.css`.
 */
export function loadFonts(): void {
  for (const face of document.fonts) void face.load().catch(() => undefined);
}
