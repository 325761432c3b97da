"""Home visits: planned, checked in and out of, and the alarm where nobody checks in."""
