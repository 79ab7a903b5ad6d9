/** Types of find-browser.js for the tests that are TypeScript. */
export const ownBrowserFolder: string;
export const ownBrowser: string;
/** The path of an executable, or null. Throws where $CHROME names one that is not there. */
export function findBrowser(): string | null;
