/**
 * Headers that every answer carries. A handler that sets one of them itself keeps its own: exports are
 * stricter than the page.
 */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** `publicUrl` decides whether browsers are told to come back by HTTPS only. */
export function securityHeaders(publicUrl: string | null): MiddlewareHandler {
  return secureHeaders({
    overwrite: false,
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      // 'self' covers WebSockets of the same host.
      connectSrc: ["'self'"],
      // Images by URL: HTTPS only, or everybody on the way could see who reads what, and change it.
      imgSrc: ["'self'", "data:", "https:"],
      fontSrc: ["'self'", "data:"],
      scriptSrc: ["'self'"],
      // ProseMirror, Tiptap and Radix position things with inline style attributes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    // Names of documents stay here, and same-origin requests still say where they come from.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    strictTransportSecurity: publicUrl?.startsWith("https:") === true && "max-age=15552000",
  });
}

/** For what is made from a document's content: shown in a browser, it can run and fetch nothing but images. */
export const exportPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
