import time
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import a_town
@pytest.mark.django_db(transaction=True)
def test_x():
    for i in range(4):
        t=time.time(); a_town(); t1=time.time()
        with CaptureQueriesContext(connection) as q:
            call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False, inhibit_post_migrate=False)
        t2=time.time()
        print(f"{t1-t:.3f} flush {t2-t1:.3f} {len(q)}")
        t2=time.time()
        a_town()
        t3=time.time()
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False, inhibit_post_migrate=True)
        print(f"flush inhibited {time.time()-t3:.3f}")
    print(q[0]["sql"][:3000])
    for s in q[1:]: print(s["time"], s["sql"][:150])
