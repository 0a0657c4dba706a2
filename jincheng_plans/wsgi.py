"""The WSGI application that gunicorn serves; it refuses to start where a check fails."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jincheng_plans.settings")
application = get_wsgi_application()
call_command("check")
