"""Calendars in and out, as iCalendar: busy times read from elsewhere, and the diary for calendar programs."""
