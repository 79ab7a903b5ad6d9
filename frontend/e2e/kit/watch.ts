/** What a page complains about: console errors and warnings, uncaught exceptions, violations of the CSP. */
import type { Page } from "@playwright/test";

/** What a browser says about a server that is away, or goes in the middle of an answer; nothing a page could prevent. */
export const whileAway =
  /ERR_CONNECTION_(REFUSED|RESET|CLOSED)|ERR_(EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|INTERNET_DISCONNECTED)|WebSocket connection to|Failed to fetch dynamically imported module/;

/** Adds to `complaints` for as long as the page lives. */
export function watch(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error.stack ?? error)));
}
