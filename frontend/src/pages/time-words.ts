/** Moments as a reader says them: short in lists, in full where there is room. Days are those of this device. */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

export type Age = "Today" | "This week" | "Earlier";

/** "This week" is the last seven days, today apart. */
export function ageOf(moment: Date, now: Date): Age {
  const days = daysBetween(moment, now);
  return days <= 0 ? "Today" : days < 7 ? "This week" : "Earlier";
}

/** "now", "12 min", "2 h", "Yesterday", "Tuesday", "28 March", "28 March 2024". A moment to come is "now": clocks differ. */
export function shortTime(moment: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - moment.getTime()) / minuteMs);
  const days = daysBetween(moment, now);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (days === 0) return `${Math.floor(minutes / 60)} h`;
  if (days === 1) return "Yesterday";
  if (days < 7) return weekday.format(moment);
  return (moment.getFullYear() === now.getFullYear() ? day : dayAndYear).format(moment);
}

export function fullTime(moment: Date): string {
  return full.format(moment);
}

/** "14:05" */
export function clockTime(moment: Date): string {
  return clock.format(moment);
}

const trashDays = 30;

/** How long the trash still keeps what was put there at `trashedAt`. */
export function trashWords(trashedAt: Date, now: Date): string {
  const days = Math.ceil((trashedAt.getTime() + trashDays * dayMs - now.getTime()) / dayMs);
  if (days < 1) return "Deleted for good today";
  return days === 1 ? "Deleted for good in a day" : `Deleted for good in ${days} days`;
}

/** Whole calendar days, so that a change of the clocks does not count as one. */
function daysBetween(earlier: Date, later: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(later) - midnight(earlier)) / dayMs);
}
