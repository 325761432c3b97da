"""The diary's screens: whose day it is, appointments, absences, working patterns and calendars."""
