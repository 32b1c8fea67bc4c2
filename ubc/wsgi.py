"""For the web server. Which settings are loaded is decided in ubc/__init__.py, as for every process."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
