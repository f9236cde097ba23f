// How long ago a day was, in words, by the reader's own calendar.

const MS_PER_DAY = 86400000;
const MONTH_DAYS = 31; // up to here days are counted
const YEAR_MONTHS = 12;

/** The day on which a moment lies where the reader is. */
export const dayAround = (moment) =>
  Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate()) / MS_PER_DAY;

/** Whole months between two days: the last one counts once its day of the month has come. */
function monthsBetween(day, today) {
  const [from, to] = [day, today].map((each) => new Date(each * MS_PER_DAY));
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * YEAR_MONTHS;
  const begun = to.getUTCDate() < from.getUTCDate() ? 1 : 0;
  return months + to.getUTCMonth() - from.getUTCMonth() - begun;
}

/** "3 days ago", "8 months ago", "2 years ago"; nothing for today and for a day to come. */
export function agoText(day, today, lang) {
  if (today <= day) return "";
  const say = (count, unit) => new Intl.RelativeTimeFormat(lang).format(-count, unit);
  const months = monthsBetween(day, today);
  if (today - day <= MONTH_DAYS || months === 0) return say(today - day, "day");
  return months < 2 * YEAR_MONTHS ? say(months, "month") : say(Math.floor(months / YEAR_MONTHS), "year");
}
