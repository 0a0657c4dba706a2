"""E-mail is configured as a whole or not at all."""

import pytest

from jincheng_plans.checks import e_mail_is_whole


@pytest.mark.parametrize(
    ("host", "sender", "tls", "ssl", "found"),
    [
        ("", "", False, False, []),
        ("mail.example", "a@city.example", True, False, []),
        ("mail.example", "", False, False, ["jincheng.E005"]),
        ("", "a@city.example", False, False, ["jincheng.E005"]),
        ("mail.example", "a@city.example", True, True, ["jincheng.E006"]),
    ],
)
def test_half_a_configuration_stops_the_start(settings, host, sender, tls, ssl, found):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = host, sender
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = tls, ssl
    assert [error.id for error in e_mail_is_whole()] == found
