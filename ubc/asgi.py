"""For a web server that speaks ASGI. Which settings are loaded is decided in ubc/__init__.py, as for every process."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
