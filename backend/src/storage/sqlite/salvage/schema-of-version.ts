/** The tables that a database has, and those it should have: a version number alone can be damaged. */
import { type Database, openDatabase } from "../driver.js";
import { steps } from "../tables.js";

export function schemaOf(database: Database): string {
  const rows = database
    .prepare<{ sql: string | null }>("SELECT sql FROM sqlite_schema ORDER BY type, name")
    .all();
  return rows.map(({ sql }) => sql).join("\n");
}

/** Null for a version that this program does not know. */
export function schemaOfVersion(version: number): string | null {
  if (version > steps.length || version < 0) return null;
  const model = openDatabase(":memory:");
  try {
    for (const step of steps.slice(0, version)) step(model);
    return schemaOf(model);
  } finally {
    model.close();
  }
}
