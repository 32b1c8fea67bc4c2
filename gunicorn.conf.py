"""How the web server runs, on one machine, in the container and started by hand: gunicorn finds this file by itself.

What the command line says comes first.
"""

from ubc.entry import load_settings, refusal_in_one_line

load_settings()
with refusal_in_one_line():
    from ubc.settings.environment import env

    workers = env.int("WEB_WORKERS", default=2)
    threads = env.int("WEB_THREADS", default=4)

wsgi_app = "ubc.wsgi:application"
worker_class = "gthread"
loglevel = "warning"
graceful_timeout = 15
# A worker is replaced after a while, and not all at the same time.
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
