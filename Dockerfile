# The web server, the worker and beat: one image, three commands (docker-compose.yml).
FROM python:3.11.11-slim-bookworm AS packages
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/concord --shell /usr/sbin/nologin concord \
    && install --directory --owner concord --group concord --mode 0700 /var/lib/concord
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Compiled here, because the one who runs it may not write here.
RUN /venv/bin/python -m compileall -q .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=ubc.settings.serve \
    VAR_DIR=/var/lib/concord
USER concord
VOLUME /var/lib/concord
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
