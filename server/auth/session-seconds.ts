/** How long a session lasts: twelve hours, a day's work. Its own file, because scripts and tests count with it outside Next. */
export const SESSION_SECONDS = 12 * 60 * 60;
