"""How large each demonstration is, and who works there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Staff:
    """One invented officer."""

    name: str
    job_title: str
    role: str = "officer"

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@council.example.org"


@dataclass(frozen=True)
class Demonstration:
    """One council's demonstration: contacts in an ordinary week, and the people at the desk."""

    charter: str
    contacts_a_week: int
    address: str
    telephone: str
    staff: tuple[Staff, ...]
    channels: dict[str, int]  # how often each is used, against the others


# What a password is worth here: the data are invented, and the desk listens on this machine only.
PASSWORD = "answerable demonstration"

DEMONSTRATIONS = {
    "flitwick": Demonstration(
        charter="flitwick",
        contacts_a_week=24,
        address="The Old Library\nStation Square",
        telephone="01632 960100",
        staff=(
            Staff("Alice Archer", "Town clerk", "administrator"),
            Staff("Carol Chowdhury", "Deputy clerk", "manager"),
            Staff("Bob Baker", "Customer services officer"),
            Staff("Ngozi Eze", "Customer services officer"),
            Staff("Dan Price", "Bookings officer"),
        ),
        channels={"email": 40, "telephone": 28, "web": 14, "letter": 7, "counter": 6, "sms": 3, "social": 2},
    ),
    "cuckfield": Demonstration(
        charter="cuckfield",
        contacts_a_week=14,
        address="The Old School\nHigh Street",
        telephone="01632 960200",
        staff=(Staff("Alice Archer", "Parish clerk", "administrator"), Staff("Bob Baker", "Assistant clerk")),
        channels={"email": 52, "telephone": 26, "web": 8, "letter": 10, "counter": 4},
    ),
    "customer-promise": Demonstration(
        charter="customer-promise",
        contacts_a_week=30,
        address="Civic Centre\nCastle Street",
        telephone="01632 960300",
        staff=(
            Staff("Alice Archer", "Head of customer services", "administrator"),
            Staff("Carol Chowdhury", "Contact centre manager", "manager"),
            Staff("Bob Baker", "Customer advisor"),
            Staff("Ngozi Eze", "Customer advisor"),
            Staff("Dan Price", "Customer advisor"),
            Staff("Mary McCann", "Complaints officer"),
            Staff("Sean Boyle", "Customer advisor"),
            Staff("Leila Haddad", "Customer advisor"),
        ),
        channels={"telephone": 64, "email": 18, "web": 7, "counter": 6, "voicemail": 5, "letter": 4, "sms": 1},
    ),
}
