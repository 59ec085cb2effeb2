import pytest
from tests.institutions.test_guide_admin import *
def test_x(admin, guide):
    answer = send(admin, guide, *FAULTY, title="Nouveau titre", **{"action-submit": "1"})
    import html,re
    open("/tmp/breaker/page.html","w").write(answer.text)
    print(answer.context["form"].errors.as_data())
