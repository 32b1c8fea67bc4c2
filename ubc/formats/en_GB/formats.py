"""British English: a time beside a date reads like the date alone, "6 Dec 2026" and "6 Dec 2026, 16:10"."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
