/** `npm run pictures`: takes the pictures of the README and of docs/ anew, from the product as it is built. */
import { defineConfig } from "@playwright/test";
import config from "./playwright.config.js";

export default defineConfig(config, { testMatch: "pictures.ts", workers: 1 });
