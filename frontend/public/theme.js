// Puts the chosen theme on <html> before the first paint. A file of its own, because the page's
// Content-Security-Policy forbids inline scripts; the choice itself is made in src/ui/theme.ts.
try {
  const theme = localStorage.getItem("manyhands.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the system's theme it is.
}
