# One image for the web server, the worker, the scheduler and the one-time preparation.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 TZ=Asia/Shanghai VAR_DIR=/data

# A user of its own; only /data is its to write.
RUN useradd --uid 10001 --create-home jincheng \
    && install -d -o jincheng -g jincheng -m 0700 /data

WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY . .
RUN python -m jincheng_plans.launcher.assets && python manage.py collectstatic --noinput

USER jincheng
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "jincheng_plans.wsgi:application", "--bind", "0.0.0.0:8000"]
