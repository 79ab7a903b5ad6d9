/** Types of sign-of-life.js for the tests that are TypeScript. */
export function withSignOfLife<T>(what: string, work: () => Promise<T>, everyMs?: number): Promise<T>;
