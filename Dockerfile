# The portal for production; see docs/operations.md. Not yet built by those who wrote it.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FORUM_VAR=/var/lib/forum
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock \
    && useradd --system --home-dir /var/lib/forum --create-home forum

COPY . ./

USER forum
VOLUME /var/lib/forum
EXPOSE 8000
CMD ["gunicorn", "forum_portal.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket", "--bind", "0.0.0.0:8000", "--access-logfile", "-"]
