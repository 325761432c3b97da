"""The channels in words."""

CHANNELS = {
    "telephone": "Telephone",
    "voicemail": "Voicemail",
    "counter": "At the counter",
    "letter": "Letter",
    "sms": "Text message",
    "social": "Social media",
    "email": "E-mail",
    "web": "Web form",
}
CONTACTS = {
    "telephone": "Telephone call",
    "voicemail": "Voicemail",
    "counter": "Visit to the counter",
    "letter": "Letter",
    "sms": "Text message",
    "social": "Message on social media",
    "email": "E-mail",
    "web": "Web form",
}
TYPES = {
    "enquiry": "Enquiry",
    "request": "Request",
    "complaint": "Complaint",
    "compliment": "Compliment",
    "comment": "Comment",
}
