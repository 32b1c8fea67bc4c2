"""How the web server runs, on one machine and in the container. What the command line says comes first."""

from ubc.settings.environment import env

wsgi_app = "ubc.wsgi:application"
worker_class = "gthread"
workers = env.int("WEB_WORKERS", default=2)
threads = env.int("WEB_THREADS", default=4)
loglevel = "warning"
graceful_timeout = 15
# A worker is replaced after a while, and not all at the same time.
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
